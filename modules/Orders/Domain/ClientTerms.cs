namespace Portal.Orders;

/// <summary>What orders of one client are like: the group that milestones are shown by, and what each order must carry.</summary>
[SharedAcrossBranches]
internal sealed class ClientTerms : IOwnedByCompany
{
    public required Guid CompanyId { get; init; }

    public string? Group { get; set; }

    public bool RequiresCustomerNumber { get; set; }

    public bool RequiresCostCentre { get; set; }

    public bool RequiresRequestedDate { get; set; }

    /// <summary>What is missing among the fields given.</summary>
    public IEnumerable<(string Field, Phrase Message)> Missing(IReadOnlyDictionary<string, string?> given)
    {
        foreach (var (field, needed) in new[] { ("CustomerNumber", RequiresCustomerNumber), ("CostCentre", RequiresCostCentre), ("RequestedDate", RequiresRequestedDate) })
        {
            if (needed && given.TryGetValue(field, out var value) && string.IsNullOrWhiteSpace(value))
                yield return (field, new Phrase($"order.needed.{field}"));
        }
    }
}

/// <summary>A contract with a client: kept, shown and to be downloaded; its files belong to the matter "contract".</summary>
[SharedAcrossBranches]
internal sealed class ClientContract : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid CompanyId { get; init; }

    public required string Title { get; set; }

    public required DateOnly ValidFrom { get; set; }

    /// <summary>The last day; null until further notice.</summary>
    public DateOnly? ValidUntil { get; set; }
}

/// <summary>An inquiry that began as an order asked for again.</summary>
[Follows(typeof(Order), nameof(OrderId))]
internal sealed class OrderRepeat : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid OrderId { get; init; }

    public required Guid CompanyId { get; init; }

    public required Guid LineId { get; init; }

    public required Guid QuoteLineId { get; init; }

    public required Guid InquiryId { get; init; }

    public required Guid PersonId { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>A date promised to the customer; the last one holds, the others are its history.</summary>
[Follows(typeof(Order), nameof(OrderId))]
internal sealed class PromisedDate : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public Guid OrderId { get; private set; }

    public required Guid CompanyId { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>Why, for the customer.</summary>
    public string? Reason { get; init; }

    public required Guid? PersonId { get; init; }

    public required DateTimeOffset At { get; init; }
}
