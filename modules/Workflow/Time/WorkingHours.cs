namespace Portal.Workflow;

/// <summary>The operator's working time as it is stored: what deadlines run on.</summary>
internal sealed class WorkingHours : ISharedRow
{
    public const string Operator = "operator";

    private WorkingHours()
    {
    }

    public string Key { get; private set; } = Operator;

    public List<OpenHours> Week { get; set; } = [];

    /// <summary>Whose public holidays are free.</summary>
    public string Country { get; set; } = "";

    /// <summary>Days the company keeps closed besides.</summary>
    public List<DateOnly> Closed { get; set; } = [];

    public uint Version { get; private set; }

    /// <summary>Monday to Friday, eight to four, with the holidays of Poland.</summary>
    public static WorkingHours Default() => new()
    {
        Week = [.. Enumerable.Range((int)DayOfWeek.Monday, 5).Select(day => new OpenHours((DayOfWeek)day, TimeSpan.FromHours(8), TimeSpan.FromHours(16)))],
        Country = "PL",
    };

    public WorkingCalendar In(TimeZoneInfo zone)
    {
        var closed = Closed.ToHashSet();
        var country = Country;
        return new WorkingCalendar(zone, Week, date => closed.Contains(date) || Holidays.In(country, date.Year).Contains(date));
    }
}
