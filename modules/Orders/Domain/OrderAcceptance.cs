using Portal.Contracts.Accounts;

namespace Portal.Orders;

/// <summary>Formal acceptance: papers and proofs laid before the customer, by whom they are accepted and what the order does meanwhile.</summary>
internal sealed partial class Order
{
    /// <summary>Lays a document before the customer. An earlier version of it gives way, whatever became of it.</summary>
    public OrderDocument Ask(DocumentKind kind, string title, StoredFile file, string note, Actor actor)
    {
        Demand(OrderAction.AskAcceptance, actor);
        var earlier = Documents.Where(it => it.Kind == kind && string.Equals(it.Title, title, StringComparison.OrdinalIgnoreCase)).ToList();
        foreach (var version in earlier.Where(it => it.State is not DocumentState.Withdrawn))
            version.State = DocumentState.Superseded;
        var document = new OrderDocument
        {
            CompanyId = CompanyId,
            Kind = kind,
            Title = earlier.FirstOrDefault()?.Title ?? title,
            VersionNo = earlier.Count + 1,
            FileId = file.Id,
            FileName = file.Name,
            Sha256 = Convert.ToHexStringLower(file.Sha256),
            Net = Net,
            Currency = Currency,
            Note = note,
            AskedBy = actor.PersonId!.Value,
            AskedAt = actor.At,
        };
        Documents.Add(document);
        if (State != OrderState.AwaitingAcceptance)
            AwaitedFrom = State;
        Move(OrderState.AwaitingAcceptance, new Phrase("order.event.asked", NameOf(document)), actor);
        return document;
    }

    /// <summary>A person of the customer's accepts the bytes they saw. Above their limit it waits for another whose limit is high enough.</summary>
    /// <param name="who">The person, with their limit as it stands now.</param>
    /// <param name="limitCurrency">The currency of limits: an amount in another is above every limit.</param>
    /// <param name="others">Who else could accept, to be named where this person's limit does not do.</param>
    public void Accept(Guid documentId, Signatory who, string limitCurrency, IReadOnlyList<Signatory> others, string sha256, string name, Actor actor)
    {
        var document = Decided(documentId, sha256, actor);
        var suffices = Suffices(who, document, limitCurrency);
        if (document.Signatures.Any(it => it.PersonId == who.PersonId))
            throw new RuleBroken("", new Phrase("order.accept.fourEyes", Names(others, document, limitCurrency, who.PersonId)));
        if (document.State == DocumentState.SecondNeeded && !suffices)
            throw new RuleBroken("", new Phrase("order.accept.limit", new Phrase("order.amount", who.Limit ?? 0, limitCurrency), Names(others, document, limitCurrency, document.Signatures[0].PersonId)));
        document.Signatures.Add(new Signature { CompanyId = CompanyId, PersonId = who.PersonId, Name = name, Sha256 = document.Sha256, At = actor.At });
        document.State = suffices ? DocumentState.Accepted : DocumentState.SecondNeeded;
        ChangedAt = actor.At;
        Tell(new Phrase(suffices ? "order.event.accepted" : "order.event.acceptedFirst", NameOf(document), document.Sha256[..12]), Audience.Customer, actor.PersonId, actor.At);
        if (suffices)
            GoOnWhenNothingPends(actor);
    }

    public void Reject(Guid documentId, string sha256, string reason, Actor actor)
    {
        var document = Decided(documentId, sha256, actor);
        (document.State, document.RejectReason, document.RejectedBy, document.RejectedAt, ChangedAt) = (DocumentState.Rejected, reason, actor.PersonId, actor.At, actor.At);
        Tell(new Phrase("order.event.rejected", NameOf(document), reason), Audience.Customer, actor.PersonId, actor.At);
    }

    /// <summary>The company does without: the order goes on unless something else pends.</summary>
    public void Withdraw(Guid documentId, Actor actor)
    {
        Demand(OrderAction.AskAcceptance, actor);
        var document = Documents.FirstOrDefault(it => it.Id == documentId) ?? throw new NotFoundException();
        if (!document.IsPending)
            throw new RuleBroken("", new Phrase("order.document.notNow", new Phrase($"DocumentState.{document.State}")));
        document.State = DocumentState.Withdrawn;
        ChangedAt = actor.At;
        Tell(new Phrase("order.event.withdrawn", NameOf(document)), Audience.Customer, actor.PersonId, actor.At);
        GoOnWhenNothingPends(actor);
    }

    /// <summary>Whether the person may bind the company to the document without another.</summary>
    public static bool Suffices(Signatory who, OrderDocument document, string limitCurrency) =>
        who.Permissions.Contains(OrdersPermissions.Approve) || (who.Permissions.Contains(OrdersPermissions.Accept) && (who.Limit is null || (document.Currency == limitCurrency && document.Net <= who.Limit)));

    public static Phrase NameOf(OrderDocument document) => document.Title.Length == 0
        ? new Phrase($"order.document.{document.Kind}", document.VersionNo) : new Phrase($"order.document.{document.Kind}.titled", document.Title, document.VersionNo);

    private OrderDocument Decided(Guid documentId, string sha256, Actor actor)
    {
        var document = Documents.FirstOrDefault(it => it.Id == documentId) ?? throw new NotFoundException();

        // Said first: whoever comes second wants to know what happened, not that the order is in another state by now.
        if (document.State is DocumentState.Accepted or DocumentState.Rejected or DocumentState.Superseded or DocumentState.Withdrawn && OrderGuard.Knows(actor.Side, OrderAction.Decide))
            throw new RuleBroken("", new Phrase("order.document.notNow", new Phrase($"DocumentState.{document.State}")));
        Demand(OrderAction.Decide, actor);
        return string.Equals(document.Sha256, sha256.Trim(), StringComparison.OrdinalIgnoreCase) ? document : throw new RuleBroken("Sha256", new Phrase("order.document.otherHash", document.Sha256));
    }

    private void GoOnWhenNothingPends(Actor actor)
    {
        if (State != OrderState.AwaitingAcceptance || Documents.Any(it => it.IsPending))
            return;
        var back = AwaitedFrom ?? OrderState.Placed;
        AwaitedFrom = null;
        Move(back, "order.event.goesOn", actor);
    }

    /// <summary>Records the milestones that an acceptance is, once nothing of its kind pends. Asked by the system, which sees hidden milestones too.</summary>
    public IReadOnlyList<OrderMilestone> Pass(DocumentKind kind, Actor actor)
    {
        if (State == OrderState.Cancelled || Documents.Any(it => it.Kind == kind && it.IsPending))
            return [];
        var passed = new List<OrderMilestone>();
        var mover = kind == DocumentKind.Proof ? MilestoneMover.ProofAccepted : MilestoneMover.SheetAccepted;
        foreach (var step in Plan.Where(step => step.Mover == mover && Milestones.All(it => it.Key != step.Key)).OrderBy(step => step.Position))
        {
            var milestone = Add(step, new Reached(), actor.PersonId, actor.At);
            Tell(new Phrase("order.event.milestone", step.Name), milestone.Audience, actor.PersonId, actor.At);
            passed.Add(milestone);
        }

        ChangedAt = passed.Count > 0 ? actor.At : ChangedAt;
        return passed;
    }

    private static string Names(IReadOnlyList<Signatory> people, OrderDocument document, string limitCurrency, Guid but) =>
        string.Join(", ", people.Where(it => it.PersonId != but && Suffices(it, document, limitCurrency)).Select(it => it.Name)) is { Length: > 0 } names ? names : "–";
}
