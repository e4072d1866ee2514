using MediatR;

namespace Portal.Kernel;

/// <summary>A request that changes nothing: no transaction, safe to repeat.</summary>
public interface IRead<out T> : IRequest<T>;

/// <summary>A request that changes something: one transaction with its events and trail, idempotent where a key is given.</summary>
public interface IWrite<out T> : IRequest<T>;

/// <summary>The same idempotency key came with another body: 422.</summary>
public sealed class IdempotencyMismatchException() : Exception("This idempotency key was used with another request.");
