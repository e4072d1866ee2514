using Portal.Contracts.Orders;

namespace Portal.Orders;

public sealed class OrdersModule : IModule
{
    public string Id => "orders";

    public void Add(ModuleBuilder module)
    {
        module.Db<OrdersDb>()
            .Permissions(
                new(OrdersPermissions.See, Audience.Customer),
                new(OrdersPermissions.Accept, Audience.Customer),
                new(OrdersPermissions.Approve, Audience.Customer),
                new(OrdersPermissions.Manage, Audience.Internal))
            .Menu(
                new MenuItem("orders", "/orders", "package", 30, OrdersPermissions.See),
                new MenuItem("milestones", "/administration/milestones", "flag", 92, OrdersPermissions.Administer, Audience.Internal),
                new MenuItem("carriers", "/administration/carriers", "truck-delivery", 93, OrdersPermissions.Administer, Audience.Internal))
            .Notices(
                new(OrderNotices.Received, Audience.Customer, OrdersPermissions.See, NoticeChannel.Mail),
                new(OrderNotices.Milestone, Audience.Customer, OrdersPermissions.See, NoticeChannel.Mail),
                new(OrderNotices.Answered, Audience.Customer, OrdersPermissions.See, NoticeChannel.Mail),
                new(OrderNotices.Asked, Audience.Internal, OrdersPermissions.See, NoticeChannel.Portal),
                new(OrderNotices.ToAccept, Audience.Customer, OrdersPermissions.See, NoticeChannel.Mail),
                new(OrderNotices.Promised, Audience.Customer, OrdersPermissions.See, NoticeChannel.Mail),
                new(OrderNotices.Repeated, Audience.Customer, OrdersPermissions.File, NoticeChannel.Mail),
                new(OrderNotices.Accepted, Audience.Internal, OrdersPermissions.See, NoticeChannel.Portal))
            .Slot<MyAcceptances>("start.customer.first")
            .Slot<MyOrders>("start.customer")
            .Slot<CompanyTerms>("company")
            .Slot<CompanyContracts>("company")
            .Slot<CompanyOrders>("company")
            .Slot<RepeatedCell>("inquiries.cell")
            .Demo<OrdersDemo>();
        module.Services.Configure<OrdersOptions>(module.Configuration.GetSection(OrdersOptions.Section));
        module.Services.AddScoped<OrderGate>().AddScoped<IOrderGate>(provider => provider.GetRequiredService<OrderGate>()).AddScoped<ICreditUse>(provider => provider.GetRequiredService<OrderGate>()).AddScoped<IOrderMemory, OrderMemory>().AddScoped<IPersonalData, OrderersData>().AddScoped<ISubjectOwner, OrderMatter>().AddScoped<ISubjectOwner, ContractMatter>().AddScoped<ISetUp, OrdersSetUp>().AddScoped<OrderMail>().AddScoped<OrderRows>().AddScoped<OrderPaper>();
    }
}

/// <summary>What people are told of by this module.</summary>
internal static class OrderNotices
{
    public const string Received = "order.received";

    public const string Milestone = "order.milestone";

    /// <summary>Staff wrote to the customer.</summary>
    public const string Answered = "order.answered";

    /// <summary>The customer wrote.</summary>
    public const string Asked = "order.asked";

    /// <summary>A document waits for the customer's acceptance, the first or the second.</summary>
    public const string ToAccept = "order.toAccept";

    /// <summary>The customer accepted a document.</summary>
    public const string Accepted = "order.accepted";

    public const string Promised = "order.promised";

    /// <summary>Staff prepared a repeat for the customer to send.</summary>
    public const string Repeated = "order.repeated";
}

/// <summary>The rights this module knows.</summary>
public static class OrdersPermissions
{
    public const string See = "orders.see";
    public const string Manage = "orders.manage";

    /// <summary>Accept papers and proofs in the company's name, up to one's limit.</summary>
    public const string Accept = "orders.accept";

    /// <summary>Accept whatever the amount, also as the second of two.</summary>
    public const string Approve = "orders.approve";

    /// <summary>Declared by Accounts: whoever administers the system sets its milestones and carriers.</summary>
    public const string Administer = "admin.system";

    /// <summary>Declared by the module that makes quotes: who asks for prices, and who sees costs.</summary>
    public const string File = "inquiries.file", Calculate = "inquiries.calculate";

    /// <summary>Declared by the module that makes quotes: without it nobody sees an amount, here either.</summary>
    public const string Prices = "inquiries.prices";
}

/// <summary>Settings of orders: the section "Portal:Orders".</summary>
internal sealed class OrdersOptions
{
    public const string Section = "Portal:Orders";

    /// <summary>The least net an order must come to, by currency. None where nothing is set.</summary>
    public Dictionary<string, decimal> Minimum { get; set; } = [];

    /// <summary>Departments whose people handle orders; sales, office and production unless said otherwise.</summary>
    public string[]? HandlerDepartments { get; set; }
}
