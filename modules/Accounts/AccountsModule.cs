using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Portal.Contracts.Accounts;

namespace Portal.Accounts;

public sealed class AccountsModule : IModule
{
    public string Id => "accounts";

    public void Add(ModuleBuilder module)
    {
        module.Db<AccountsDb>()
            .Permissions(
                new(AccountsPermissions.SeeCompanies, Audience.Internal),
                new(AccountsPermissions.ManagePeople, Audience.Internal),
                new(AccountsPermissions.SetLimits, Audience.Customer),
                new(AccountsPermissions.ManageCompanies, Audience.Internal),
                new(AccountsPermissions.ControlTrade, Audience.Internal),
                new(AccountsPermissions.SetBranches, Audience.Customer),
                new(AccountsPermissions.OwnData, Audience.Customer),
                new(AccountsPermissions.Administer, Audience.Internal))
            .Menu(new MenuItem("companies", "/companies", "building", 50, AccountsPermissions.SeeCompanies), new MenuItem("registrations", "/registrations", "building", 51, AccountsPermissions.ManageCompanies), new MenuItem("own-data", "/administration/own-data", "building", 97, AccountsPermissions.Administer), new MenuItem("company", "/company", "building", 60, null, Audience.Customer))
            .Notices(new(TellOfOwnData.Changed, Audience.Internal, AccountsPermissions.SeeCompanies, NoticeChannel.Portal), new(TellOfOwnData.Decided, Audience.Customer, AccountsPermissions.OwnData, NoticeChannel.Mail))
            .Slot<MyKeeper>("start.customer.people")
            .Slot<ApprovalLimits>("company")
            .Slot<MyPhoto>("profile")
            .Job<ForgetRegistrations>(TimeSpan.FromHours(6))
            .Demo<AccountsDemo>();
        module.Services.AddIdentityCore<Account>(identity =>
        {
            identity.Password.RequiredLength = PasswordRules.Shortest;
            identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
            identity.User.RequireUniqueEmail = true;
            identity.User.AllowedUserNameCharacters = "";
        }).AddEntityFrameworkStores<AccountsDb>();
        module.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "portal";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax;
            cookie.LoginPath = "/sign-in";
            cookie.ExpireTimeSpan = Session.Idle;
            cookie.SlidingExpiration = true;
        });
        module.Services.AddMemoryCache();
        WaysIn(module);
        module.Services.AddSingleton<PrincipalSource>().AddSingleton<IPrincipalSource>(provider => provider.GetRequiredService<PrincipalSource>());
        module.Services.AddSingleton<Directory>().AddScoped<IPeople, People>().AddScoped<ICompanies, Companies>().AddScoped<ISignatories, Signatories>().AddScoped<INewcomers, Newcomers>().AddScoped<AccountOpening>();
        module.Services.AddScoped<OwnDataChanges>().AddScoped<ISubjectOwner, CompanyChangeMatter>().AddScoped<ISubjectOwner, RegistrationMatter>().AddScoped<RegistrationTokens>().AddScoped<ImportPlan>().AddScoped<IPersonalData, FacesData>();
        module.Services.AddScoped<ISetUp, AccountsSetUp>();
    }

    /// <summary>How people come in, and what keeps others out.</summary>
    private static void WaysIn(ModuleBuilder module)
    {
        module.Slot<AccessLink>("profile").Slot<CompanyWaysIn>("company").Slot<StaffWaysIn>("administration").Job<ForgetSignIns>(TimeSpan.FromHours(1));
        module.Services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 210_000);
        module.Services.Configure<IdentityPasskeyOptions>(passkeys => (passkeys.UserVerificationRequirement, passkeys.ResidentKeyRequirement) = ("required", "required"));
        module.Services.AddSingleton<Attempts>().AddSingleton<Senders>().AddSingleton<DecoyPassword>().AddSingleton<PasswordRules>().AddSingleton<SecondFactors>().AddSingleton<CompanyProviders>().AddSingleton<Passkeys>().AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>()
            .AddScoped<SignIns>().AddScoped<OwnCredentials>().AddScoped<NewPasswords>().AddScoped<AccountLog>().AddScoped<FirstLetter>().AddScoped<IPersonalData, PeoplesData>().AddScoped<IPersonalData, WaysInData>();
    }
}

/// <summary>The rights this module knows.</summary>
public static class AccountsPermissions
{
    public const string SeeCompanies = "accounts.companies";
    public const string ManagePeople = "accounts.people";

    /// <summary>A customer's own administrator: how much each colleague may approve.</summary>
    public const string SetLimits = "accounts.limits";

    /// <summary>Cards of client companies: making and changing them.</summary>
    public const string ManageCompanies = "accounts.cards";

    /// <summary>Credit limits and blocks.</summary>
    public const string ControlTrade = "accounts.trade";

    /// <summary>A customer's own administrator: the company's branches and who sees what of them.</summary>
    public const string SetBranches = "accounts.branches";

    /// <summary>A customer's own administrator: the company's card, addresses and representatives.</summary>
    public const string OwnData = "accounts.own";

    /// <summary>Modules, plugins, mail, outbox, settings.</summary>
    public const string Administer = "admin.system";
}
