using MediatR;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Portal.Kernel;

/// <summary>The base of pages and parts: texts, the caller, requests and the way to another page.</summary>
public abstract class PortalComponent : ComponentBase
{
    [Inject]
    protected Texts T { get; set; } = null!;

    [Inject]
    protected Caller Caller { get; set; } = null!;

    [Inject]
    protected OperatorClock Clock { get; set; } = null!;

    [CascadingParameter]
    protected HttpContext Http { get; set; } = null!;

    /// <summary>Resolved late, so that a part which sends nothing costs nothing.</summary>
    [Inject]
    protected IMediator Mediator { get; set; } = null!;

    private Task? _initialized;

    /// <summary>
    /// Unlike Blazor's own, which draws once before what it waits for is there: pages would read what is not loaded yet, fail, and leave a query
    /// behind on a connection that is being closed. And one at a time: the parts of a page share the request's database session.
    /// </summary>
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        await (_initialized ??= InitializeAsync());
        OnParametersSet();
        await InTurnAsync(OnParametersSetAsync);
        StateHasChanged();
    }

    private Task InitializeAsync()
    {
        OnInitialized();
        return InTurnAsync(OnInitializedAsync);
    }

    private async Task InTurnAsync(Func<Task> load)
    {
        var turn = (SemaphoreSlim)(Http.Items[typeof(PortalComponent)] ??= new SemaphoreSlim(1, 1))!;
        await turn.WaitAsync(Cancelled);
        try
        {
            await load();
        }
        finally
        {
            turn.Release();
        }
    }

    protected CancellationToken Cancelled => Http.RequestAborted;

    protected Task<TResult> SendAsync<TResult>(IRequest<TResult> request) => Mediator.Send(request, Cancelled);
}
