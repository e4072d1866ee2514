using Npgsql;

namespace Portal.Kernel;

/// <summary>The database does not answer, is starting or has no room: what failed over that may be sent again in a moment.</summary>
public static class DatabaseAway
{
    /// <summary>When to come again: a server that crashed is back by then, as a rule.</summary>
    public const int RetryAfterSeconds = 5;

    public static bool IsCauseOf(Exception? exception) => exception switch
    {
        null => false,
        PostgresException { SqlState: var state } when state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("08", StringComparison.Ordinal) => true,
        NpgsqlException { IsTransient: true } => true,
        AggregateException several => several.InnerExceptions.Any(IsCauseOf),
        _ => IsCauseOf(exception.InnerException),
    };
}
