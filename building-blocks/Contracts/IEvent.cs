namespace Portal.Contracts;

/// <summary>Something that happened in a module, in the past tense. Delivered at least once to each consumer, after the transaction that announced it.</summary>
public interface IEvent;
