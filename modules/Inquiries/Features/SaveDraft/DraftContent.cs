namespace Portal.Inquiries;

/// <summary>What is written in a draft. Its parts go by names such as "title", "item/1/spec/cover/paper" or "item/1/alt/B/change/cover/paper".</summary>
public sealed record DraftContent
{
    public string Title { get; init; } = "";

    public IReadOnlyList<InquiryItem> Items { get; init; } = [];

    public DateOnly? WantedBy { get; init; }

    public string Note { get; init; } = "";

    public string CustomerNumber { get; init; } = "";

    public Guid? DeliveryAddressId { get; init; }
}
