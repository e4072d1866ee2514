using Microsoft.Extensions.DependencyInjection;

namespace Portal.Kernel;

/// <summary>A scope of its own that works as the system: for jobs, start-up and the few reads that precede knowing who calls.</summary>
public static class SystemScopes
{
    public static AsyncServiceScope AsSystem(this IServiceScopeFactory scopes, string module, string reason)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Principal = new SystemPrincipal(module, reason);
        return scope;
    }
}
