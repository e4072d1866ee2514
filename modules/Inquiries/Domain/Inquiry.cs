using Portal.Contracts.Inquiries;

namespace Portal.Inquiries;

/// <summary>Where an inquiry stands. Expiry is no state: it follows from the date of the quote.</summary>
public enum InquiryState
{
    Draft,
    Submitted,
    InCalculation,
    Quoted,
    PartlyAccepted,
    Accepted,
    Refused,
    Withdrawn,
    Closed,
}

/// <summary>What can be done with an inquiry now. Page, API and job ask the same list.</summary>
public enum InquiryAction
{
    Edit,
    Submit,
    Withdraw,
    Calculate,
    Publish,
    Accept,
    Refuse,

    /// <summary>Ask for something else than what was sent: a new revision.</summary>
    RequestChange,

    /// <summary>Propose a price, run length or validity for a quoted cell.</summary>
    Negotiate,
}

/// <summary>
/// A customer's wish in one or several items, each with a base spec, alternatives and run lengths. A cell is alternative x run length; sending the
/// inquiry makes them, and every later price, quote and order speaks of cells.
/// </summary>
internal sealed class Inquiry : IOwnedByBranch
{
    private Inquiry()
    {
    }

    public Inquiry(Guid companyId, Guid? branchId, Guid authorId, string productType, string currency, string language, DateTimeOffset now)
    {
        (CompanyId, BranchId, AuthorId, ProductType, Currency, Language) = (companyId, branchId, authorId, productType, currency, language);
        CreatedAt = ChangedAt = now;
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public Guid CompanyId { get; private set; }

    /// <summary>The client's branch that asks; null is the company as a whole.</summary>
    public Guid? BranchId { get; private set; }

    /// <summary>Given when it is sent.</summary>
    public string? Number { get; private set; }

    public string ProductType { get; private set; } = "";

    public string Title { get; private set; } = "";

    public InquiryState State { get; private set; } = InquiryState.Draft;

    /// <summary>Where it is on its way; null for a draft. Not for customers as it is: <see cref="InquiryStatus"/> says what they are told.</summary>
    public InquiryStep? Step { get; private set; }

    /// <summary>Filled where it is asked for; what is added is written either way.</summary>
    public List<StepReached> Steps { get; } = [];

    public Guid AuthorId { get; private set; }

    /// <summary>Who handles it on the company's side.</summary>
    public Guid? AssigneeId { get; private set; }

    /// <summary>Of the papers: that of the company.</summary>
    public string Language { get; private set; } = "";

    public string Currency { get; private set; } = "";

    public IReadOnlyList<InquiryItem> Items { get; private set; } = [];

    /// <summary>Who wrote the draft last: colleagues share drafts.</summary>
    public Guid? ChangedById { get; private set; }

    public DateOnly? WantedBy { get; private set; }

    public string Note { get; private set; } = "";

    public string CustomerNumber { get; private set; } = "";

    public AddressLines? Delivery { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>When an answer is promised.</summary>
    public DateTimeOffset? PromisedAt { get; private set; }

    /// <summary>Since when the customer is waited for: the promise stands still.</summary>
    public DateTimeOffset? PromisePausedAt { get; private set; }

    /// <summary>The promise of which it was said that it passed without an answer.</summary>
    public DateTimeOffset? BrokenPromise { get; set; }

    public string? RefusalReason { get; private set; }

    /// <summary>The inquiry that this draft is a change of: sending it makes the next revision there.</summary>
    public Guid? RevisesId { get; private set; }

    /// <summary>Counted from 1; a request for change that was sent makes the next.</summary>
    public int Revision { get; private set; } = 1;

    /// <summary>Those of earlier revisions too: quotes speak of them.</summary>
    public List<Cell> Cells { get; } = [];

    /// <summary>The cells that are asked for now.</summary>
    public IEnumerable<Cell> CurrentCells => Cells.Where(cell => cell.RetiredIn is null);

    public List<Quote> Quotes { get; } = [];

    public uint Version { get; private set; }

    public IReadOnlySet<InquiryAction> Permitted(Caller caller, DateTimeOffset now)
    {
        var permitted = new HashSet<InquiryAction>();
        var open = State is InquiryState.Submitted or InquiryState.InCalculation or InquiryState.Quoted or InquiryState.PartlyAccepted;
        var withStaff = open || (State is InquiryState.Refused && caller.IsStaff);
        Add(InquiryAction.Edit, State == InquiryState.Draft && caller.Can(InquiriesPermissions.File));
        Add(InquiryAction.Submit, State == InquiryState.Draft && caller.Can(InquiriesPermissions.File));
        // Once something is accepted the rest is closed by refusing, with whoever may decide.
        Add(InquiryAction.Withdraw, State is InquiryState.Submitted or InquiryState.InCalculation or InquiryState.Quoted && caller.Can(InquiriesPermissions.File));
        Add(InquiryAction.Calculate, withStaff && caller.Can(InquiriesPermissions.Calculate));
        Add(InquiryAction.Publish, withStaff && caller.Can(InquiriesPermissions.Publish));
        // A request for change supersedes nothing: what was quoted before stays open while it is calculated.
        var quoted = open && Quotes.Any(quote => quote.IsOpen(now));
        Add(InquiryAction.Accept, quoted && caller.Can(InquiriesPermissions.Decide));
        Add(InquiryAction.Refuse, quoted && caller.Can(InquiriesPermissions.Decide));
        Add(InquiryAction.Negotiate, quoted && !caller.IsStaff && caller.Can(InquiriesPermissions.Decide));
        Add(InquiryAction.RequestChange, (open || State == InquiryState.Refused) && !caller.IsStaff && caller.Can(InquiriesPermissions.File));
        return permitted;
        void Add(InquiryAction action, bool holds)
        {
            if (holds)
                permitted.Add(action);
        }
    }

    /// <exception cref="RuleBroken">It is not possible in this state; the message says why.</exception>
    public void Demand(InquiryAction action, Caller caller, DateTimeOffset now)
    {
        if (Permitted(caller, now).Contains(action))
            return;
        var permission = action switch
        {
            InquiryAction.Edit or InquiryAction.Submit or InquiryAction.Withdraw or InquiryAction.RequestChange => InquiriesPermissions.File,
            InquiryAction.Calculate => InquiriesPermissions.Calculate,
            InquiryAction.Publish => InquiriesPermissions.Publish,
            _ => InquiriesPermissions.Decide,
        };
        caller.Require(permission);
        var expired = action is InquiryAction.Accept or InquiryAction.Refuse or InquiryAction.Negotiate && Quotes.Any(quote => quote.State == QuoteState.Published && quote.IsExpired(now));
        throw new RuleBroken("", expired ? new Phrase("inquiries.expired") : new Phrase("inquiries.notNow", new Phrase($"InquiryAction.{action}"), StateFor(caller)));
    }

    /// <summary>Before there is a quote customers are told no more here than that work goes on.</summary>
    private Phrase StateFor(Caller caller) => !caller.IsStaff && State is InquiryState.Submitted or InquiryState.InCalculation ? "inquiries.underWay" : $"InquiryState.{State}";

    public void Write(string title, IReadOnlyList<InquiryItem> items, DateOnly? wantedBy, string note, string customerNumber, AddressLines? delivery, Guid? personId, DateTimeOffset now) =>
        (Title, Items, WantedBy, Note, CustomerNumber, Delivery, ChangedById, ChangedAt) = (title, items, wantedBy, note, customerNumber, delivery, personId, now);

    public void Submit(string number, IReadOnlyList<InquiryItem> items, DateTimeOffset now)
    {
        (Number, Items, State, SubmittedAt, ChangedAt) = (number, items, InquiryState.Submitted, now, now);
        Reach(InquiryStep.Submitted, now);
    }

    public void Assign(Guid? personId, DateTimeOffset promised) => (AssigneeId, PromisedAt) = (personId, promised);

    /// <exception cref="RuleBroken">It is over: nobody has to handle it any more.</exception>
    public void HandOver(Guid person)
    {
        if (State is InquiryState.Accepted or InquiryState.Withdrawn or InquiryState.Closed)
            throw new RuleBroken("", "inquiries.over");
        AssigneeId = person;
    }

    /// <summary>Whether a promise is still to be kept.</summary>
    public bool OwesAnswer => State is InquiryState.Submitted or InquiryState.InCalculation && PromisedAt is not null;

    public void MovePromise(DateTimeOffset to) => PromisedAt = to;

    public void BeginCalculation(DateTimeOffset now)
    {
        if (State != InquiryState.Submitted)
            return;
        (State, ChangedAt) = (InquiryState.InCalculation, now);
        Reach(InquiryStep.InCalculation, now);
    }

    /// <summary>Something is missing from the customer: the promise stands still.</summary>
    public void WaitForCustomer(DateTimeOffset now)
    {
        BeginCalculation(now);
        PromisePausedAt = now;
        Reach(InquiryStep.WaitsForCustomer, now);
    }

    public void GoOn(DateTimeOffset now)
    {
        PromisePausedAt = null;
        if (Step == InquiryStep.WaitsForCustomer)
            Reach(InquiryStep.InCalculation, now);
    }

    /// <summary>What was quoted before stays as it is while a later version waits for approval.</summary>
    public void WaitForApproval(DateTimeOffset now)
    {
        BeginCalculation(now);
        if (State == InquiryState.InCalculation)
            Reach(InquiryStep.InApproval, now);
    }

    public void ApprovalOver(DateTimeOffset now)
    {
        if (Step == InquiryStep.InApproval)
            Reach(InquiryStep.InCalculation, now);
    }

    private void Reach(InquiryStep step, DateTimeOffset now)
    {
        if (Step == step)
            return;
        Step = step;
        Steps.Add(new StepReached { CompanyId = CompanyId, Step = step, At = now });
    }

    /// <summary>A draft that changes this inquiry.</summary>
    public Inquiry BeginRevision(Guid authorId, DateTimeOffset now)
    {
        var draft = new Inquiry(CompanyId, BranchId, authorId, ProductType, Currency, Language, now) { RevisesId = Id };
        draft.TakeOver(this);
        return draft;
    }

    /// <summary>What is asked for from now on. Quotes stay as they are.</summary>
    public void Revise(Inquiry draft, IReadOnlyList<InquiryItem> items, DateTimeOffset now)
    {
        TakeOver(draft);
        (Items, Revision, ChangedAt) = (items, Revision + 1, now);
        if (State == InquiryState.PartlyAccepted)
            return;
        State = InquiryState.Submitted;
        Reach(InquiryStep.Revised, now);
    }

    /// <summary>Another run length of one alternative, agreed while negotiating.</summary>
    public void Extend(IReadOnlyList<InquiryItem> items) => Items = items;

    private void TakeOver(Inquiry other) =>
        (Title, Items, WantedBy, Note, CustomerNumber, Delivery) = (other.Title, other.Items, other.WantedBy, other.Note, other.CustomerNumber, other.Delivery);

    /// <summary>A new version; earlier published ones give way, unless they stay open beside it.</summary>
    public void Publish(Quote quote, bool keepsEarlier, DateTimeOffset now)
    {
        foreach (var earlier in Quotes.Where(it => it.State == QuoteState.Published && !keepsEarlier))
            earlier.Supersede();
        Quotes.Add(quote);
        ChangedAt = now;
        if (State == InquiryState.PartlyAccepted)
            return;
        State = InquiryState.Quoted;
        Reach(InquiryStep.Quoted, now);
    }

    /// <summary>Cells of which nothing more is to be decided, whatever version they were accepted in.</summary>
    public IReadOnlySet<Guid> AcceptedCells() => Quotes.SelectMany(quote => quote.Lines).Where(line => line.AcceptanceId is not null).Select(line => line.CellId).ToHashSet();

    public void Accepted(DateTimeOffset now) => Settle(now);

    /// <summary>The customer does not want these cells, in whatever version they are open; no cells: none that is open.</summary>
    public void Refuse(Refusal refusal, string reason, DateTimeOffset now)
    {
        foreach (var quote in Quotes.Where(quote => quote.State == QuoteState.Published))
            quote.Refuse(refusal, AcceptedCells());
        if (refusal.Cells.Count == 0)
            RefusalReason = reason;
        Settle(now);
    }

    /// <summary>Takes a published version back.</summary>
    public void WithdrawQuote(Quote quote, string reason, DateTimeOffset now)
    {
        quote.Withdraw(reason);
        ChangedAt = now;
        if (State != InquiryState.Quoted || Quotes.Any(it => it.State == QuoteState.Published))
            return;
        State = InquiryState.InCalculation;
        Reach(InquiryStep.InCalculation, now);
    }

    /// <summary>Versions of which nothing is left to decide are over; where none is left, the inquiry is.</summary>
    private void Settle(DateTimeOffset now)
    {
        var accepted = AcceptedCells();
        foreach (var quote in Quotes.Where(quote => quote.State == QuoteState.Published))
            quote.Settle(accepted);
        ChangedAt = now;
        var open = Quotes.Any(quote => quote.State == QuoteState.Published);
        if (accepted.Count > 0)
            State = open ? InquiryState.PartlyAccepted : InquiryState.Accepted;
        else if (!open)
            State = InquiryState.Refused;
        if (State is InquiryState.PartlyAccepted or InquiryState.Accepted or InquiryState.Refused)
            Reach(InquiryStep.Decided, now);
    }

    public void Withdraw(DateTimeOffset now)
    {
        foreach (var quote in Quotes.Where(quote => quote.State == QuoteState.Published))
            quote.Withdraw();
        (State, ChangedAt) = (InquiryState.Withdrawn, now);
        Reach(InquiryStep.Decided, now);
    }
}

/// <summary>One alternative in one run length: what is priced, quoted and accepted.</summary>
[Follows(typeof(Inquiry), nameof(InquiryId))]
internal sealed class Cell : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid InquiryId { get; init; }

    public required Guid CompanyId { get; init; }

    public required string ItemKey { get; init; }

    public required string Alternative { get; init; }

    public required decimal Quantity { get; init; }

    /// <summary>What the customer may know: spine, weight.</summary>
    public required IReadOnlyList<Fact> Facts { get; set; }

    public required int Order { get; set; }

    /// <summary>The revision of the inquiry that asked for it first.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>The revision that asked for it no more.</summary>
    public int? RetiredIn { get; set; }
}
