using System.Text.Json;
using Portal.Contracts;
using Portal.Kernel.Mail;
using Portal.PluginSdk;

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

    [NotInTrail]
    public string Payload { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset NextAttemptAt { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>Given up after the last attempt; shown in administration, where it can be sent again.</summary>
    public bool IsDead { get; private set; }

    public string? Error { get; private set; }

    /// <summary>The mail that is to be sent; null for what is no mail.</summary>
    public (string To, Phrase Subject)? Mail() => Consumer.EndsWith($"/{nameof(LetterWritten)}", StringComparison.Ordinal) && JsonSerializer.Deserialize<LetterWritten>(Payload, Json.Options) is { } written
        ? (written.To.Email ?? "", written.Letter.Subject)
        : null;

    /// <summary>Why the last attempt failed; in the reader's language where that can be told.</summary>
    public Phrase Reason() => Error is null ? new("text", "") : Error.StartsWith('{') ? JsonSerializer.Deserialize<Phrase>(Error, Json.Options)! : new("text", Error);

    internal static string Written(Exception failure) =>
        failure is MailRefusedException refusal ? JsonSerializer.Serialize(refusal.Reason, Json.Options) : $"{failure.GetType().Name}: {failure.Message}";

    public void SendAgain(DateTimeOffset now)
    {
        IsDead = false;
        Attempts = 0;
        NextAttemptAt = now;
    }
}
