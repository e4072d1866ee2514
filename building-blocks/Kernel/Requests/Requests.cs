using MediatR;

namespace Portal.Kernel;

/// <summary>A request that changes nothing: no transaction, safe to repeat.</summary>
public interface IRead<out T> : IRequest<T>;

/// <summary>A request that changes something: one transaction with its events and trail, idempotent where a key is given.</summary>
public interface IWrite<out T> : IRequest<T>;

/// <summary>A write with a secret in it or in its answer: nothing of it is kept under an idempotency key, and a repeat is done anew.</summary>
public interface ISecretWrite<out T> : IWrite<T>;

/// <summary>A write of many things, each in a transaction of its own by a write of its own: what can't be done stops nothing else, and the answer says so.</summary>
public interface IWriteEach<out T> : IWrite<T>;

/// <summary>What became of many: how many were done, and which were not, with the reason in the reader's words.</summary>
public sealed record Many(int Done, IReadOnlyList<Many.NotDone> Left)
{
    /// <summary>One that was not done.</summary>
    public sealed record NotDone(Guid Id, string Name, string Why);

    private const int Named = 4;

    /// <summary>In a sentence or two: key + ".done" says how many, key + ".left" which were not.</summary>
    public string Say(Texts texts, string key) => string.Join(' ', new[] { Done > 0 || Left.Count == 0 ? texts[key + ".done", Done] : null, Left.Count > 0 ? texts[key + ".left", Left.Count, Words()] : null }.OfType<string>());

    private string Words() => string.Join(" ", Left.Take(Named).Select(it => $"{it.Name}: {it.Why}")) + (Left.Count > Named ? " …" : "");
}

/// <summary>Sends one write after another, each under a key of its own, so that a repeat does nothing twice.</summary>
public sealed class OneByOne(IMediator mediator, Caller caller, Texts texts)
{
    /// <param name="items">What each is called in the answer.</param>
    public async Task<Many> SendAsync<T>(IEnumerable<(Guid Id, string Name)> items, Func<Guid, IWrite<T>> write, CancellationToken cancellation)
    {
        var (key, done, left) = (caller.IdempotencyKey, 0, new List<Many.NotDone>());
        foreach (var (id, name) in items)
        {
            caller.IdempotencyKey = key is null ? null : $"{key}/{id:N}";
            try
            {
                await mediator.Send(write(id), cancellation);
                done++;
            }
            catch (Exception exception) when (exception is NotFoundException or ForbiddenException || FormErrorTexts.Read(exception, texts) is not null)
            {
                left.Add(new(id, name, exception switch
                {
                    NotFoundException => texts["error.notFound"],
                    ForbiddenException => texts["error.forbidden"],
                    _ => FormErrorTexts.Read(exception, texts)![0].Message,
                }));
            }
        }

        caller.IdempotencyKey = key;
        return new(done, left);
    }
}

/// <summary>The same idempotency key came with another body: 422.</summary>
public sealed class IdempotencyMismatchException() : Exception("This idempotency key was used with another request.");
