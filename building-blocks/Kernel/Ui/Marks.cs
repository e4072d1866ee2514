using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;

namespace Portal.Kernel.Ui;

/// <summary>
/// A small mark that a page has by the hundred: one piece of markup, drawn at once. A component of the ordinary kind costs more than what it shows.
/// </summary>
public abstract class Mark : IComponent
{
    private RenderHandle _handle;

    [Inject]
    protected HtmlEncoder Encoder { get; set; } = null!;

    void IComponent.Attach(RenderHandle renderHandle) => _handle = renderHandle;

    Task IComponent.SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        _handle.Render(builder => builder.AddMarkupContent(0, Markup()));
        return Task.CompletedTask;
    }

    protected abstract string Markup();
}

/// <summary>An icon of the set. Always beside a text or in something that has a label.</summary>
public sealed class Icon : Mark
{
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter]
    public string? Class { get; set; }

    protected override string Markup() => $"""<svg class="icon {Encoder.Encode(Class ?? "")}" aria-hidden="true" focusable="false"><use href="/lib/icons.svg#{Encoder.Encode(Name)}"/></svg>""";
}

/// <summary>An instant in the operator's time, the exact one on hover.</summary>
public sealed class When : Mark
{
    [Inject]
    private OperatorClock Clock { get; set; } = null!;

    [Parameter, EditorRequired]
    public DateTimeOffset At { get; set; }

    /// <summary>The day alone.</summary>
    [Parameter]
    public bool Day { get; set; }

    protected override string Markup() =>
        $"""<time datetime="{At.UtcDateTime:O}" title="{Encoder.Encode(Clock.Show(At, "F"))}">{Encoder.Encode(Clock.Show(At, Day ? "d" : "g"))}</time>""";
}

/// <summary>A state in its colour. Its words come from the texts, the same on every page, in mails and in the API's own names.</summary>
public sealed class Badge : Mark
{
    [Inject]
    private Texts T { get; set; } = null!;

    [Parameter, EditorRequired]
    public Enum State { get; set; } = null!;

    /// <summary>Instead of those of the texts, where the company has words of its own.</summary>
    [Parameter]
    public string? Words { get; set; }

    protected override string Markup() => $"""<span class="badge status {Tone}">{Encoder.Encode(Words ?? T.Of(State))}</span>""";

    private string Tone => State.ToString() switch
    {
        "Accepted" or "Done" or "Confirmed" or "Delivered" or "Completed" or "Ready" or "Loaded" or "Reached" => "good",
        "Refused" or "Rejected" or "Cancelled" or "Withdrawn" or "Failed" or "Incompatible" or "Expired" => "bad",
        "Quoted" or "Published" or "Placed" or "AwaitingAcceptance" or "PartlyAccepted" => "call",
        "OnHold" or "ToBeCompleted" or "Waiting" or "WaitsForCustomer" or "SecondNeeded" => "warn",
        "Draft" or "Superseded" or "Closed" or "Disabled" => "quiet",
        _ => "plain",
    };
}
