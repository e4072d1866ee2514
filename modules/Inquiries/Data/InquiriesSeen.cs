namespace Portal.Inquiries;

/// <summary>Inquiries that this request has read for its caller, so that the parts of a page do not ask for the same row again. Only for reading.</summary>
internal sealed class InquiriesSeen
{
    private readonly Dictionary<Guid, Inquiry> _seen = [];

    public void Note(Inquiry inquiry) => _seen[inquiry.Id] = inquiry;

    public Inquiry? Find(Guid id) => _seen.GetValueOrDefault(id);
}
