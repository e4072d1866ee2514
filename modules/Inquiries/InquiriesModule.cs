namespace Portal.Inquiries;

public sealed class InquiriesModule : IModule
{
    public string Id => "inquiries";

    public IReadOnlyList<string> Requires => ["accounts", "workflow", "catalog"];

    public void Add(ModuleBuilder module)
    {
        module.Db<InquiriesDb>()
            .Permissions(
                new(InquiriesPermissions.File, Audience.Customer),
                new(InquiriesPermissions.See, Audience.Customer),
                new(InquiriesPermissions.SeePrices, Audience.Customer),
                new(InquiriesPermissions.Decide, Audience.Customer),
                new(InquiriesPermissions.Calculate, Audience.Internal),
                new(InquiriesPermissions.Publish, Audience.Internal),
                new(InquiriesPermissions.ApproveMargin, Audience.Internal))
            .Menu(
                new MenuItem("inquiries", "/inquiries", "calculator", 20, InquiriesPermissions.See),
                new MenuItem("asks", "/asks", "mail", 22, InquiriesPermissions.Publish, Audience.Internal),
                new MenuItem("inquiry-steps", "/administration/inquiry-steps", "eye", 94, InquiriesPermissions.Administer, Audience.Internal))
            .Notices(
                new(InquiryNotices.Published, Audience.Customer, InquiriesPermissions.See, NoticeChannel.Mail),
                new(InquiryNotices.Reminder, Audience.Customer, InquiriesPermissions.SeePrices, NoticeChannel.Mail),
                new(InquiryNotices.Ending, Audience.Internal, InquiriesPermissions.See, NoticeChannel.Portal),
                new(InquiryNotices.Promise, Audience.Customer, InquiriesPermissions.See, NoticeChannel.Mail),
                new(InquiryNotices.Late, Audience.Internal, InquiriesPermissions.See, NoticeChannel.Portal),
                new(InquiryNotices.Answered, Audience.Customer, InquiriesPermissions.See, NoticeChannel.Mail),
                new(InquiryNotices.Negotiated, Audience.Customer, InquiriesPermissions.SeePrices, NoticeChannel.Mail),
                new(InquiryNotices.Proposed, Audience.Internal, InquiriesPermissions.See, NoticeChannel.Portal),
                new(InquiryNotices.Decided, Audience.Internal, InquiriesPermissions.See, NoticeChannel.Portal),
                new(InquiryNotices.Margin, Audience.Internal, InquiriesPermissions.Publish, NoticeChannel.Portal),
                new(InquiryNotices.Asked, Audience.Internal, InquiriesPermissions.See, NoticeChannel.Portal))
            .Slot<StartAction>("start.customer.action")
            .Slot<AwaitingDecision>("start.customer")
            .Slot<MyHandlers>("start.customer.people")
            .Slot<InquiriesWaiting>("start.staff")
            .Slot<CompanyInquiries>("company")
            .Slot<CompanySteps>("company")
            .Slot<DeedSection>("order")
            .Job<RemindOfExpiry>(TimeSpan.FromMinutes(30))
            .Job<FindBrokenPromises>(TimeSpan.FromMinutes(10))
            .Job<ForgetAsks>(TimeSpan.FromHours(6))
            .Demo<InquiriesDemo>();
        module.Services.AddScoped<IPersonalData, InquirersData>().AddScoped<ISubjectOwner, InquiryMatter>().AddScoped<ISubjectOwner, CellMatter>().AddScoped<ISubjectOwner, QuotedCellMatter>().AddScoped<ISubjectOwner, AskMatter>().AddScoped<InquiriesSeen>().AddScoped<Negotiation>().AddScoped<OrderDemands>().AddSingleton<StepRulesInMemory>().AddScoped<InquiryStatuses>().AddScoped<Revising>().AddScoped<QuoteViews>().AddScoped<Differences>().AddScoped<CellMaker>().AddScoped<CalculationDesk>().AddScoped<MarginFloor>().AddScoped<Pricing>().AddScoped<Signing>().AddSingleton<ILinkSource, QuoteLinks>().AddScoped<AskForm>().AddScoped<QuotePaper>().AddScoped<SpecWriter>().AddScoped<DraftJudge>().AddScoped<NewDraft>();
        module.Services.AddScoped<Contracts.Inquiries.IInquiryDrafts, Repeating>().AddScoped<Contracts.Inquiries.IPricedCells, Repeating>();
    }
}

/// <summary>What people are told of by this module.</summary>
internal static class InquiryNotices
{
    public const string Published = "quote.published";

    /// <summary>A quote nobody decided on is about to end: to the customer, and to whoever handles it.</summary>
    public const string Reminder = "quote.reminder", Ending = "quote.ending";

    /// <summary>The promised answer moved or is late: to the customer.</summary>
    public const string Promise = "inquiry.promise";

    /// <summary>A promise passed without an answer: to whoever handles it and the company's keeper.</summary>
    public const string Late = "inquiry.late";

    /// <summary>Staff wrote to the customer.</summary>
    public const string Answered = "inquiry.answered";

    /// <summary>The customer accepted or refused.</summary>
    public const string Decided = "quote.decided";

    /// <summary>Staff answered a counter-offer or took a quote back.</summary>
    public const string Negotiated = "quote.negotiated";

    /// <summary>The customer proposed other terms, or asked for a change.</summary>
    public const string Proposed = "quote.proposed";

    /// <summary>A low margin that the reader asked about was allowed or not.</summary>
    public const string Margin = "quote.margin";

    /// <summary>The customer wrote.</summary>
    public const string Asked = "inquiry.asked";
}

/// <summary>The rights this module knows.</summary>
public static class InquiriesPermissions
{
    public const string File = "inquiries.file";
    public const string See = "inquiries.see";
    public const string SeePrices = "inquiries.prices";

    /// <summary>Accept or refuse in the company's name.</summary>
    public const string Decide = "inquiries.decide";

    public const string Calculate = "inquiries.calculate";
    public const string Publish = "inquiries.publish";

    /// <summary>Let a quote go out with a margin below the floor.</summary>
    public const string ApproveMargin = "inquiries.approveMargin";

    /// <summary>Declared by Accounts: whoever administers the system says what customers see of an inquiry's way.</summary>
    public const string Administer = "admin.system";
}
