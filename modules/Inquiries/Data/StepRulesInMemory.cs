namespace Portal.Inquiries;

/// <summary>The company's rules about steps, in memory: every list of a customer's asks them. Loaded as the system, dropped when one changes on any host.</summary>
internal sealed class StepRulesInMemory
{
    public const string Topic = "inquiry-steps";

    private readonly IServiceScopeFactory _scopes;
    private volatile Task<StepRules>? _content;

    public StepRulesInMemory(IServiceScopeFactory scopes, PgListener listener)
    {
        _scopes = scopes;
        listener.Touched += topic =>
        {
            if (topic is Topic or PgListener.Everything)
                _content = null;
        };
    }

    public Task<StepRules> ReadAsync()
    {
        var content = _content;
        return content is { IsFaulted: false } ? content : _content = LoadAsync();
    }

    private async Task<StepRules> LoadAsync()
    {
        await using var scope = _scopes.AsSystem("inquiries", "steps shown to customers");
        var db = scope.ServiceProvider.GetRequiredService<InquiriesDb>();
        return new(await db.StepSettings.AsNoTracking().ToListAsync(), await db.StepExceptions.AsNoTracking().ToListAsync());
    }
}
