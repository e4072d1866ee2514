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
}

/// <summary>
/// A customer's wish in one or several items, each with a base spec, alternatives and run lengths. A cell is alternative x run length; sending the
/// inquiry makes them, and every later price, quote and order speaks of cells.
/// </summary>
internal sealed class Inquiry : IOwnedByCompany
{
    private Inquiry()
    {
    }

    public Inquiry(Guid companyId, Guid authorId, string productType, string currency, string language, DateTimeOffset now)
    {
        (CompanyId, AuthorId, ProductType, Currency, Language) = (companyId, authorId, productType, currency, language);
        CreatedAt = ChangedAt = now;
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public Guid CompanyId { get; private set; }

    /// <summary>Given when it is sent.</summary>
    public string? Number { get; private set; }

    public string ProductType { get; private set; } = "";

    public string Title { get; private set; } = "";

    public InquiryState State { get; private set; } = InquiryState.Draft;

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

    public string? RefusalReason { get; private set; }

    public List<Cell> Cells { get; } = [];

    public List<Quote> Quotes { get; } = [];

    public uint Version { get; private set; }

    public IReadOnlySet<InquiryAction> Permitted(Caller caller, DateTimeOffset now)
    {
        var permitted = new HashSet<InquiryAction>();
        var answered = State is InquiryState.Quoted or InquiryState.PartlyAccepted;
        var open = State is InquiryState.Submitted or InquiryState.InCalculation || answered || (State is InquiryState.Refused && caller.IsStaff);
        Add(InquiryAction.Edit, State == InquiryState.Draft && caller.Can(InquiriesPermissions.File));
        Add(InquiryAction.Submit, State == InquiryState.Draft && caller.Can(InquiriesPermissions.File));
        // Once something is accepted the rest is closed by refusing, with whoever may decide.
        Add(InquiryAction.Withdraw, State is InquiryState.Submitted or InquiryState.InCalculation or InquiryState.Quoted && caller.Can(InquiriesPermissions.File));
        Add(InquiryAction.Calculate, open && caller.Can(InquiriesPermissions.Calculate));
        Add(InquiryAction.Publish, open && caller.Can(InquiriesPermissions.Publish));
        var decidable = answered && Quotes.Any(quote => quote.IsOpen(now)) && caller.Can(InquiriesPermissions.Decide);
        Add(InquiryAction.Accept, decidable);
        Add(InquiryAction.Refuse, decidable);
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
            InquiryAction.Edit or InquiryAction.Submit or InquiryAction.Withdraw => InquiriesPermissions.File,
            InquiryAction.Calculate => InquiriesPermissions.Calculate,
            InquiryAction.Publish => InquiriesPermissions.Publish,
            _ => InquiriesPermissions.Decide,
        };
        caller.Require(permission);
        var expired = action is InquiryAction.Accept or InquiryAction.Refuse && Quotes.Any(quote => quote.State == QuoteState.Published && quote.IsExpired(now));
        throw new RuleBroken("", expired ? new Phrase("inquiries.expired") : new Phrase("inquiries.notNow", new Phrase($"InquiryAction.{action}"), new Phrase($"InquiryState.{State}")));
    }

    public void Write(string title, IReadOnlyList<InquiryItem> items, DateOnly? wantedBy, string note, string customerNumber, AddressLines? delivery, Guid? personId, DateTimeOffset now) =>
        (Title, Items, WantedBy, Note, CustomerNumber, Delivery, ChangedById, ChangedAt) = (title, items, wantedBy, note, customerNumber, delivery, personId, now);

    public void Submit(string number, IReadOnlyList<InquiryItem> items, DateTimeOffset now)
    {
        (Number, Items, State, SubmittedAt, ChangedAt) = (number, items, InquiryState.Submitted, now, now);
    }

    public void Assign(Guid? personId, DateTimeOffset promised) => (AssigneeId, PromisedAt) = (personId, promised);

    /// <exception cref="RuleBroken">It is over: nobody has to handle it any more.</exception>
    public void HandOver(Guid person)
    {
        if (State is InquiryState.Accepted or InquiryState.Withdrawn or InquiryState.Closed)
            throw new RuleBroken("", "inquiries.over");
        AssigneeId = person;
    }

    public void BeginCalculation(DateTimeOffset now)
    {
        if (State == InquiryState.Submitted)
            (State, ChangedAt) = (InquiryState.InCalculation, now);
    }

    /// <summary>A new version; earlier published ones give way.</summary>
    public void Publish(Quote quote, DateTimeOffset now)
    {
        foreach (var earlier in Quotes.Where(it => it.State == QuoteState.Published))
            earlier.Supersede();
        Quotes.Add(quote);
        ChangedAt = now;
        if (State != InquiryState.PartlyAccepted)
            State = InquiryState.Quoted;
    }

    public void Accepted(DateTimeOffset now)
    {
        var all = Quotes.SelectMany(quote => quote.Lines).Where(line => line.AcceptanceId is not null).Select(line => line.CellId).ToHashSet();
        var open = Quotes.Where(quote => quote.State == QuoteState.Published).SelectMany(quote => quote.Lines).Any(line => !all.Contains(line.CellId));
        (State, ChangedAt) = (open ? InquiryState.PartlyAccepted : InquiryState.Accepted, now);
    }

    public void Refuse(string reason, DateTimeOffset now)
    {
        foreach (var quote in Quotes.Where(quote => quote.State == QuoteState.Published))
            quote.Refuse();
        RefusalReason = reason;
        (State, ChangedAt) = (State == InquiryState.PartlyAccepted ? InquiryState.Accepted : InquiryState.Refused, now);
    }

    public void Withdraw(DateTimeOffset now)
    {
        foreach (var quote in Quotes.Where(quote => quote.State == QuoteState.Published))
            quote.Withdraw();
        (State, ChangedAt) = (InquiryState.Withdrawn, now);
    }
}

/// <summary>One alternative in one run length: what is priced, quoted and accepted.</summary>
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

    public required int Order { get; init; }
}
