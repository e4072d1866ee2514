using System.Globalization;
using FluentValidation.Results;
using Portal.Contracts.Accounts;
using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>A stranger's inquiry. It says the same whatever the portal knows of the address, and nothing is done until a mail to it was answered.</summary>
[Public]
public sealed class FileAsk : IWrite<FileAsk.Result>
{
    public string ProductType { get; set; } = "";

    public string Title { get; set; } = "";

    public string Name { get; set; } = "";

    public string Email { get; set; } = "";

    public string Phone { get; set; } = "";

    public string Company { get; set; } = "";

    public string TaxId { get; set; } = "";

    public Spec Spec { get; set; } = Spec.Empty;

    public List<decimal> Quantities { get; set; } = [];

    public string Message { get; set; } = "";

    public bool Consent { get; set; }

    /// <summary>Asked of nobody and seen by no one: who fills it in is a program.</summary>
    public string Website { get; set; } = "";

    /// <summary>When the page was opened, as the page sealed it; absent in the API.</summary>
    public string? Opened { get; set; }

    public List<AskedFile> Files { get; set; } = [];

    /// <summary>Chosen by the demo, which reads no mail; else made here.</summary>
    internal string? Token { get; init; }

    public sealed record Result(string Email);
}

/// <summary>A file that comes with the form.</summary>
public sealed record AskedFile(string Name, byte[] Content);

internal sealed class FileAskValidator : AbstractValidator<FileAsk>
{
    public FileAskValidator(AskForm form, Texts texts)
    {
        RuleFor(it => it.ProductType).Must(id => form.Find(id) is not null).WithMessage(it => texts["inquiries.noProduct", it.ProductType]);
        RuleFor(it => it.Title).NotEmpty().WithMessage(_ => texts["FileAsk.Title.needed"]).MaximumLength(200);
        RuleFor(it => it.Name).NotEmpty().WithMessage(_ => texts["FileAsk.Name.needed"]).MaximumLength(SignatureRules.LongestName);
        RuleFor(it => it.Email).Must(email => System.Net.Mail.MailAddress.TryCreate(email.Trim(), out var address) && address.Address == email.Trim() && address.Host.Contains('.')).WithMessage(_ => texts["FileAsk.Email.wrong"]).MaximumLength(200);
        RuleFor(it => it.Phone).MaximumLength(40);
        RuleFor(it => it.Company).NotEmpty().WithMessage(_ => texts["FileAsk.Company.needed"]).MaximumLength(200);
        RuleFor(it => it.TaxId).MaximumLength(30);
        RuleFor(it => it.Message).MaximumLength(4_000);
        RuleFor(it => it.Consent).Equal(true).WithMessage(_ => texts["FileAsk.Consent.needed"]);
        RuleFor(it => it.Quantities).NotEmpty().WithMessage(_ => texts["inquiries.quantityNeeded"]);
        RuleFor(it => it.Quantities).Must(all => all.Count <= AskForm.MostQuantities).WithMessage(_ => texts["FileAsk.Quantities.many", AskForm.MostQuantities]);
        RuleFor(it => it.Quantities).Must(all => all.TrueForAll(IsQuantity)).WithMessage(it => texts["inquiries.quantityBounds", it.Quantities.First(quantity => !IsQuantity(quantity)), Quantities.Most]);
        RuleFor(it => it.Files).Must(files => files.Count <= AskForm.MostFiles && files.TrueForAll(file => file.Content.Length <= AskForm.MostBytes))
            .WithMessage(_ => texts["FileAsk.Files.many", AskForm.MostFiles, Show.Size(AskForm.MostBytes)]);
    }

    private static bool IsQuantity(decimal quantity) => quantity > 0 && quantity <= Quantities.Most && quantity == decimal.Truncate(quantity);
}

internal sealed class FileAskHandler(IServiceScopeFactory scopes, AskForm form, ICalculations calculations, Throttle throttle, IHttpContextAccessor http, Texts texts, TimeProvider clock) : IRequestHandler<FileAsk, FileAsk.Result>
{
    // Somebody else's mailbox is not to be filled by way of this form.
    private const int MostPerMailbox = 3;

    public async Task<FileAsk.Result> Handle(FileAsk request, CancellationToken cancellation)
    {
        var answer = new FileAsk.Result(request.Email.Trim());
        if (request.Website.Length > 0)
            return answer;
        if (request.Opened is { } opened && form.IsTooFast(opened))
            throw new RuleBroken("", "FileAsk.tooFast");
        await CheckAsync(request, cancellation);
        if (!throttle.Take("ask", Throttle.Sender(http.HttpContext), form.MostPerSender, TimeSpan.FromHours(1)))
            throw new RuleBroken("", new Phrase("FileAsk.tooMany", form.MostPerSender));
        await KeepAsync(request, answer.Email, cancellation);
        return answer;
    }

    private async Task CheckAsync(FileAsk request, CancellationToken cancellation)
    {
        var failures = (await calculations.CheckAsync(request.ProductType, request.Spec, request.Quantities, cancellation)).Where(problem => problem.IsError)
            .Select(problem => new ValidationFailure(problem.Path == "quantity" ? nameof(FileAsk.Quantities) : $"spec/{problem.Path}", texts.Say(problem.Message)) { CustomState = problem.Suggestion }).ToList();
        if (failures.Count > 0)
            throw new ValidationException(failures);
    }

    /// <summary>As the system: a stranger may write no row.</summary>
    private async Task KeepAsync(FileAsk request, string email, CancellationToken cancellation)
    {
        await using var scope = scopes.AsSystem("inquiries", "public form");
        var services = scope.ServiceProvider;
        var (session, db, files) = (services.GetRequiredService<DbSession>(), services.GetRequiredService<InquiriesDb>(), services.GetRequiredService<FileStore>());
        await session.BeginAsync(cancellation);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({"inquiries/ask"}, 0))", cancellation);
        var (now, token) = (clock.GetUtcNow(), request.Token ?? QuoteLink.NewToken());
        var (hour, day) = (now.AddHours(-1), now.AddDays(-1));
        if (await db.Asks.CountAsync(row => row.CreatedAt > hour, cancellation) >= form.MostPerHour)
            throw new RuleBroken("", "FileAsk.busy");
        if (await db.Asks.CountAsync(row => row.State == AskState.Unconfirmed && row.CreatedAt > day && row.Email.ToLower() == email.ToLower(), cancellation) >= MostPerMailbox)
            return;
        var ask = new Ask
        {
            ProductType = request.ProductType,
            Title = request.Title.Trim(),
            Name = request.Name.Trim(),
            Email = email,
            Phone = request.Phone.Trim(),
            Company = request.Company.Trim(),
            TaxId = request.TaxId.Trim(),
            Spec = request.Spec,
            Quantities = Quantities.Normalise(request.Quantities),
            Message = request.Message.Trim(),
            Consent = texts["FileAsk.Consent"],
            Language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
            CreatedAt = now,
            Hash = QuoteLink.HashOf(token),
        };
        db.Asks.Add(ask);
        var own = (await services.GetRequiredService<ICompanies>().OperatorAsync(cancellation)).Id;
        foreach (var file in request.Files)
        {
            await using var content = new MemoryStream(file.Content);
            await files.SaveAsync(content, file.Name, AskMatter.Kind, ask.Id, own, Audience.Internal, cancellation);
        }

        db.Publish(new AskFiled(ask.Id, token));
        await db.SaveChangesAsync(cancellation);
        await session.CommitAsync(cancellation);
    }
}

public sealed class FileAskEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<FileAsk, FileAsk.Result>("asks");
}
