using System.Collections.Concurrent;
using System.Reflection;
using MediatR;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Portal.Kernel;

/// <summary>The base of pages and parts: texts, the caller, requests and the way to another page.</summary>
public abstract class PortalComponent : ComponentBase
{
    /// <summary>Whether components of a type wait for anything when they load.</summary>
    private static readonly ConcurrentDictionary<Type, bool> Waits = [];

    private Task? _initialized;

    [Inject]
    protected Texts T { get; set; } = null!;

    [Inject]
    protected Caller Caller { get; set; } = null!;

    [Inject]
    protected OperatorClock Clock { get; set; } = null!;

    [Inject]
    protected IMediator Mediator { get; set; } = null!;

    [Inject]
    private DbSession Session { get; set; } = null!;

    [CascadingParameter]
    protected HttpContext Http { get; set; } = null!;

    /// <summary>
    /// Unlike Blazor's own, which draws once before what it waits for is there: pages would read what is not loaded yet, fail, and leave a query
    /// behind on a connection that is being closed. And one at a time: the parts of a page share the request's database session.
    /// </summary>
    public override Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (Waits.GetOrAdd(GetType(), Overrides))
            return LoadAsync();
        if (_initialized is null)
            OnInitialized();
        _initialized = Task.CompletedTask;
        OnParametersSet();
        StateHasChanged();
        return Task.CompletedTask;
    }

    private async Task LoadAsync()
    {
        Session.BeginWork();
        try
        {
            await (_initialized ??= InitializeAsync());
            OnParametersSet();
            await InTurnAsync(OnParametersSetAsync);
            StateHasChanged();
        }
        finally
        {
            Session.EndWork();
        }
    }

    private Task InitializeAsync()
    {
        OnInitialized();
        return InTurnAsync(OnInitializedAsync);
    }

    private async Task InTurnAsync(Func<Task> load)
    {
        await Session.Turn.WaitAsync(Cancelled);
        try
        {
            await load();
        }
        finally
        {
            Session.Turn.Release();
        }
    }

    private static bool Overrides(Type type) => Loads(type, nameof(OnInitializedAsync)) || Loads(type, nameof(OnParametersSetAsync));

    private static bool Loads(Type type, string method) => type.GetMethod(method, BindingFlags.Instance | BindingFlags.NonPublic)!.DeclaringType != typeof(ComponentBase);

    protected CancellationToken Cancelled => Http.RequestAborted;

    protected Task<TResult> SendAsync<TResult>(IRequest<TResult> request) => Mediator.Send(request, Cancelled);
}
