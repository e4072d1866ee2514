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

    protected CancellationToken Cancelled => Http.RequestAborted;

    protected Task<TResult> SendAsync<TResult>(IRequest<TResult> request) => Mediator.Send(request, Cancelled);
}
