using System.Globalization;

namespace Portal.Inquiries;

/// <summary>Where an inquiry stands as its reader is told: staff as it is, customers as far as the company shows it, in the company's words.</summary>
/// <param name="State">The coarser state that goes with the step.</param>
/// <param name="Step">Null for a draft.</param>
public sealed record InquiryStatus(InquiryState State, InquiryStep? Step, string Words)
{
    /// <summary>What gives the badge its colour.</summary>
    internal Enum Badge => Step is InquiryStep.WaitsForCustomer or InquiryStep.InApproval ? Step : State;
}

/// <summary>A step on the line that a reader follows.</summary>
/// <param name="At">When it was reached, in this round; null for one ahead.</param>
/// <param name="IsHidden">For staff: the customer is not told of it.</param>
public sealed record StatusStep(InquiryStep Step, string Words, StepPlace Place, DateTimeOffset? At, bool IsHidden);

/// <summary>Where a step lies on the line.</summary>
public enum StepPlace
{
    Done,
    Current,
    Ahead,
}

/// <summary>Says where inquiries stand. All that a customer reads of an inquiry's state comes from here.</summary>
internal sealed class InquiryStatuses(InquiriesDb db, StepRulesInMemory memory, Caller caller, Texts texts)
{
    private static readonly Prepared<InquiriesDb, Guid, StepReached> Reached = new((db, id) => db.Steps.AsNoTracking().Where(step => step.InquiryId == id));

    // The way of every inquiry; the others stand on the line only while they are true.
    private static readonly InquiryStep[] Way = [InquiryStep.InCalculation, InquiryStep.Quoted, InquiryStep.Decided];

    public async Task<InquiryStatus> OfAsync(Inquiry inquiry, CancellationToken cancellation) => (await OfAsync([(inquiry.Id, inquiry.CompanyId, inquiry.State, inquiry.Step)], cancellation))[inquiry.Id];

    public async Task<IReadOnlyDictionary<Guid, InquiryStatus>> OfAsync(IReadOnlyCollection<(Guid Id, Guid Company, InquiryState State, InquiryStep? Step)> rows, CancellationToken cancellation)
    {
        var rules = await memory.ReadAsync();
        var hidden = rows.Where(row => !IsTold(rules, row.Step, row.Company)).Select(row => row.Id).ToList();
        var steps = hidden.Count == 0 ? [] : await db.Steps.AsNoTracking().Where(step => hidden.Contains(step.InquiryId)).ToListAsync(cancellation);
        var told = InOrder(steps.Where(step => IsTold(rules, step.Step, step.CompanyId))).GroupBy(step => step.InquiryId).ToDictionary(group => group.Key, group => group.Last().Step);
        return rows.ToDictionary(row => row.Id, row => told.TryGetValue(row.Id, out var last) ? Status(rules, StateAt(last), last) : Status(rules, row.State, row.Step));
    }

    /// <summary>The line of the current round, which a request for change begins anew; empty for a draft.</summary>
    public async Task<IReadOnlyList<StatusStep>> LineAsync(Inquiry inquiry, CancellationToken cancellation)
    {
        var rules = await memory.ReadAsync();
        var reached = await Reached.ListAsync(db, inquiry.Id, cancellation);
        var steps = InOrder(reached.Where(step => IsTold(rules, step.Step, step.CompanyId))).ToList();
        if (steps.Count == 0)
            return [];
        var round = steps.Skip(Math.Max(0, steps.FindLastIndex(step => step.Step is InquiryStep.Submitted or InquiryStep.Revised))).ToList();
        var (first, current) = (round[0].Step, round[^1].Step);
        return [.. Way.Where(step => IsTold(rules, step, inquiry.CompanyId) && (step >= current || round.Exists(it => it.Step == step))).Append(first).Append(current).Distinct().Order().Select(step => new StatusStep(
            step, Words(rules, step == InquiryStep.Decided ? inquiry.State : null, step), step < current ? StepPlace.Done : step > current ? StepPlace.Ahead : step == InquiryStep.Decided ? StepPlace.Done : StepPlace.Current,
            step <= current ? round.FindLast(it => it.Step == step)?.At : null, caller.IsStaff && !rules.IsShown(step, inquiry.CompanyId)))];
    }

    /// <summary>Two steps of one moment follow one another as the way does.</summary>
    private static IOrderedEnumerable<StepReached> InOrder(IEnumerable<StepReached> steps) => steps.OrderBy(step => step.At).ThenBy(step => step.Step);

    private bool IsTold(StepRules rules, InquiryStep? step, Guid company) => caller.IsStaff || step is not { } reached || rules.IsShown(reached, company);

    private InquiryStatus Status(StepRules rules, InquiryState state, InquiryStep? step) => new(
        state, step, step is not { } reached || reached == InquiryStep.Decided || (caller.IsStaff && reached is not (InquiryStep.WaitsForCustomer or InquiryStep.InApproval)) ? texts.Of(state) : Words(rules, state, reached));

    /// <summary>How it came out says more than that it is decided, whatever the company calls that.</summary>
    private string Words(StepRules rules, InquiryState? state, InquiryStep step)
    {
        if (step == InquiryStep.Decided && state is InquiryState.PartlyAccepted or InquiryState.Accepted or InquiryState.Refused or InquiryState.Withdrawn or InquiryState.Closed)
            return texts.Of(state);
        return caller.IsStaff ? texts.Of(step) : rules.Words(step, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? texts[$"InquiryStep.{step}.customer"];
    }

    private static InquiryState StateAt(InquiryStep step) => step switch
    {
        InquiryStep.Submitted or InquiryStep.Revised => InquiryState.Submitted,
        InquiryStep.Quoted => InquiryState.Quoted,
        _ => InquiryState.InCalculation,
    };
}
