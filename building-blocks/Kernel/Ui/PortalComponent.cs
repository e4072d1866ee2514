using MediatR;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Portal.Kernel;

/// <summary>The base of pages and parts: texts, the caller, requests and the way to another page.</summary>
public abstract class PortalComponent : ComponentBase
{
    private bool _isLoaded;

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

    protected CancellationToken Cancelled => Http.RequestAborted;

    /// <summary>
    /// Draws once, after everything is loaded. The framework's own order draws at the first await already, which a page sent whole has no use for,
    /// and whether it strikes a page without its data would hang on how quickly the database answers.
    /// </summary>
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (!_isLoaded)
        {
            _isLoaded = true;
            OnInitialized();
            await OnInitializedAsync();
        }

        OnParametersSet();
        await OnParametersSetAsync();
        StateHasChanged();
    }

    protected Task<TResult> SendAsync<TResult>(IRequest<TResult> request) => Mediator.Send(request, Cancelled);
}
