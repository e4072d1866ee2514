using System.Text.Json;
using Portal.Contracts;

namespace Portal.Kernel;

/// <summary>An event on its way to one consumer. The row goes in the transaction that handles it; what fails stays with its reason.</summary>
public sealed class OutboxMessage : INotAudited
{
    private OutboxMessage()
    {
    }

    internal OutboxMessage(IEvent happened, ConsumerRegistration consumer, DateTimeOffset now)
    {
        Consumer = consumer.Name;
        Payload = JsonSerializer.Serialize(happened, happened.GetType(), Json.Options);
        CreatedAt = now;
        NextAttemptAt = now;
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public string Consumer { get; private set; } = "";

    public string Payload { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset NextAttemptAt { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>Given up after the last attempt; shown in administration, where it can be sent again.</summary>
    public bool IsDead { get; private set; }

    public string? Error { get; private set; }

    public void SendAgain(DateTimeOffset now)
    {
        IsDead = false;
        Attempts = 0;
        NextAttemptAt = now;
    }
}
