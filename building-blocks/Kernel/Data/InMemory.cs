using Microsoft.Extensions.DependencyInjection;

namespace Portal.Kernel;

/// <summary>What many pages ask for and few writes change, held in memory: loaded as the system, dropped when its topic is touched on any host. A failed load is not remembered.</summary>
public abstract class InMemory<T>
{
    private readonly IServiceScopeFactory _scopes;
    private readonly string _module, _topic;
    private volatile Task<T>? _content;

    /// <param name="module">Whose rows they are, as the trail of the system names it.</param>
    /// <param name="topic">What writes touch with <see cref="ModuleDb.Touch"/>.</param>
    protected InMemory(IServiceScopeFactory scopes, PgListener listener, string module, string topic)
    {
        (_scopes, _module, _topic) = (scopes, module, topic);
        listener.Touched += touched =>
        {
            if (touched == _topic || touched == PgListener.Everything)
                Forget();
        };
    }

    public Task<T> ReadAsync()
    {
        var content = _content;
        return content is { IsFaulted: false } ? content : _content = LoadAsync();
    }

    /// <summary>For the host that wrote: others hear of it after commit.</summary>
    public void Forget() => _content = null;

    protected abstract Task<T> LoadAsync(IServiceProvider services);

    private async Task<T> LoadAsync()
    {
        await using var scope = _scopes.AsSystem(_module, _topic);
        return await LoadAsync(scope.ServiceProvider);
    }
}
