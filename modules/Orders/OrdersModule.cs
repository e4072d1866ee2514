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
                new(OrdersPermissions.Manage, Audience.Internal))
            .Menu(new MenuItem("orders", "/orders", "package", 30, OrdersPermissions.See))
            .Notices(
                new(OrderNotices.Received, Audience.Customer, OrdersPermissions.See, NoticeChannel.Mail),
                new(OrderNotices.Milestone, Audience.Customer, OrdersPermissions.See, NoticeChannel.Mail),
                new(OrderNotices.Answered, Audience.Customer, OrdersPermissions.See, NoticeChannel.Mail),
                new(OrderNotices.Asked, Audience.Internal, OrdersPermissions.See, NoticeChannel.Portal))
            .Slot<MyOrders>("start.customer")
            .Slot<CompanyOrders>("company");
        module.Services.Configure<OrdersOptions>(module.Configuration.GetSection(OrdersOptions.Section));
        module.Services.AddScoped<IOrderGate, OrderGate>().AddScoped<ISubjectOwner, OrderMatter>().AddScoped<ISetUp, OrdersSetUp>().AddScoped<OrderMail>().AddScoped<OrderRows>();
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
}

/// <summary>The rights this module knows.</summary>
public static class OrdersPermissions
{
    public const string See = "orders.see";
    public const string Manage = "orders.manage";

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
