using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>
/// Uploads stream straight from the request into storage, so that a large file never lies in memory; a plain form without script works as well.
/// </summary>
internal static class FileEndpoints
{
    public static void MapFiles(this IEndpointRouteBuilder app)
    {
        app.MapPost("/files/{kind}/{subject:guid}", UploadFormAsync).WithMetadata(new SignedInAttribute()).DisableAntiforgery().ExcludeFromDescription()
            .WithMetadata(new Microsoft.AspNetCore.Mvc.DisableRequestSizeLimitAttribute());
        app.MapPost("/api/v1/files/{kind}/{subject:guid}", UploadAsync).WithMetadata(new SignedInAttribute()).DisableAntiforgery().WithName("UploadFile")
            .WithMetadata(new Microsoft.AspNetCore.Mvc.DisableRequestSizeLimitAttribute());
        app.MapGet("/files/{id:guid}", DownloadAsync).WithMetadata(new SignedInAttribute()).ExcludeFromDescription();
        app.MapGet("/api/v1/files/{id:guid}", DownloadAsync).WithMetadata(new SignedInAttribute()).WithName("DownloadFile");
        app.MapGet("/files/{id:guid}/preview", PreviewAsync).WithMetadata(new SignedInAttribute()).ExcludeFromDescription();
        app.MapGet("/api/v1/files/{id:guid}/preview", PreviewAsync).WithMetadata(new SignedInAttribute()).WithName("PreviewFile");
    }

    /// <summary>The body is the file; its name is in the query. Under a key that has served, the body is only compared with what was kept.</summary>
    private static async Task<IResult> UploadAsync(
        HttpContext http, string kind, Guid subject, string name, Audience? audience, IEnumerable<ISubjectOwner> owners, FileStore files, Caller caller, DbSession session, KeysOnce keys, CancellationToken cancellation)
    {
        files.RefuseOver(http.Request.ContentLength ?? 0, name);
        Endpoints.ReadKey(http, caller);
        await session.BeginAsync(cancellation);
        try
        {
            var key = caller.IdempotencyKey is null ? null : keys.Named("UploadFile");
            byte[] Asked(byte[] content) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { kind, subject, name, audience, content }));
            Uploaded answer;
            if (key is null || await keys.TakeAsync(key, cancellation))
            {
                var file = await SaveAsync(http.Request.Body, name, kind, subject, audience, owners, files, caller, cancellation);
                answer = new(file.Id, file.Name, file.MediaType, file.Size, Convert.ToHexStringLower(file.Sha256));
                if (key is not null)
                    await keys.KeepAsync(key, Asked(file.Sha256), answer, cancellation);
            }
            else
            {
                answer = await keys.FirstAnswerAsync<Uploaded>(key, Asked(await files.HashAsync(http.Request.Body, name, cancellation)), cancellation);
            }

            await session.CommitAsync(cancellation);
            return Results.Json(answer, Json.Options);
        }
        catch
        {
            await session.RollbackAsync();
            throw;
        }
    }

    private sealed record Uploaded(Guid Id, string Name, string MediaType, long Size, string Sha256);

    private static async Task<IResult> UploadFormAsync(
        HttpContext http, string kind, Guid subject, string? back, Audience? audience, IAntiforgery antiforgery, IEnumerable<ISubjectOwner> owners, FileStore files, Caller caller, Texts texts, CancellationToken cancellation)
    {
        // The token comes in the query or the header, because reading the form for it would take the whole file in first.
        if (http.Request.Query["token"].FirstOrDefault() is { } token)
            http.Request.Headers["RequestVerificationToken"] = token;
        if (!await IsFromOurPageAsync(http, antiforgery))
            return Results.BadRequest();
        var boundary = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
        if (boundary is null)
            return Results.BadRequest();
        var reader = new MultipartReader(boundary, http.Request.Body);
        string? problem = null;
        try
        {
            while (await reader.ReadNextSectionAsync(cancellation) is { } section)
            {
                if (section.AsFileSection() is { FileName.Length: > 0, FileStream: not null } part)
                    await SaveAsync(part.FileStream, part.FileName, kind, subject, audience, owners, files, caller, cancellation);
            }
        }
        catch (RuleBroken broken)
        {
            problem = texts.Say(broken.Phrase);
            await TakeInAsync(http.Request.Body, files.MostBytes, cancellation);
        }

        if (http.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal))
            return problem is null ? Results.Ok() : Results.Json(new { problem }, statusCode: 422);
        if (problem is not null)
            Flash.Set(http, problem, isError: true);
        return Results.LocalRedirect(back is { Length: > 1 } && back[0] == '/' && back[1] is not ('/' or '\\') ? back : "/");
    }

    /// <summary>A browser shows no answer while it still sends, only that the line was cut: what it has left is let by, within reason.</summary>
    private static async Task TakeInAsync(Stream rest, long most, CancellationToken cancellation)
    {
        try
        {
            await rest.DrainAsync(most, cancellation);
        }
        catch (InvalidDataException)
        {
        }
    }

    private static async Task<bool> IsFromOurPageAsync(HttpContext http, IAntiforgery antiforgery)
    {
        var body = http.Request.ContentType;
        try
        {
            // With a form content type the validator would read the body; the header alone is to count.
            http.Request.ContentType = "application/octet-stream";
            return await antiforgery.IsRequestValidAsync(http);
        }
        finally
        {
            http.Request.ContentType = body;
        }
    }

    private static async Task<StoredFile> SaveAsync(
        Stream content, string name, string kind, Guid subject, Audience? audience, IEnumerable<ISubjectOwner> owners, FileStore files, Caller caller, CancellationToken cancellation)
    {
        var owner = owners.FirstOrDefault(it => it.SubjectKind == kind) ?? throw new NotFoundException();
        var company = await owner.MayAddAsync(subject, cancellation);

        // Only staff choose: what a customer sends is always seen by both sides.
        var seenBy = caller.IsStaff ? owner.IsInternal ? Audience.Internal : audience ?? Audience.Internal : Audience.Customer;
        return await files.SaveAsync(content, name, kind, subject, company, seenBy, cancellation);
    }

    private static async Task<IResult> DownloadAsync(Guid id, HttpContext http, IEnumerable<ISubjectOwner> owners, FileStore files, CancellationToken cancellation)
    {
        var file = await ReadableAsync(id, owners, files, http, cancellation);
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.ContentType = file.MediaType;
        http.Response.ContentLength = file.Size;
        var shown = file.MediaType is "application/pdf" or "image/png" or "image/jpeg" && http.Request.Query.ContainsKey("view") ? "inline" : "attachment";
        var disposition = new ContentDispositionHeaderValue(shown);
        disposition.SetHttpFileName(file.Name);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        await files.CopyToAsync(file, http.Response.Body, cancellation);
        return Results.Empty;
    }

    private static readonly byte[] Nothing = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    /// <summary>A picture of the file, small; 204 where there is none, to a page one pixel of nothing, so that its icon shows. For whoever may read the file itself, asked anew each time.</summary>
    private static async Task<IResult> PreviewAsync(Guid id, HttpContext http, IEnumerable<ISubjectOwner> owners, FileStore files, FilePreviews previews, CancellationToken cancellation)
    {
        var file = await ReadableAsync(id, owners, files, http, cancellation);
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        if (await previews.OfAsync(file, cancellation) is { } picture)
            return Results.Bytes(picture, FilePreviews.MediaType, entityTag: new EntityTagHeaderValue($"\"{file.Id:N}\""));
        return http.Request.Path.StartsWithSegments("/api") ? Results.NoContent() : Results.Bytes(Nothing, "image/gif");
    }

    private static async Task<StoredFile> ReadableAsync(Guid id, IEnumerable<ISubjectOwner> owners, FileStore files, HttpContext http, CancellationToken cancellation)
    {
        var file = await files.FindAsync(id, cancellation) ?? throw new NotFoundException();
        var owner = owners.FirstOrDefault(it => it.SubjectKind == file.SubjectKind);

        // A file knows its company; of which branch it is, its matter knows.
        if (http.RequestServices.GetRequiredService<Caller>().Principal.Scope.Kind == ScopeKind.Branches)
            await (owner ?? throw new NotFoundException()).DemandSeenAsync(file.SubjectId, cancellation);
        if (owner is not null && !(await owner.ReadableAsync([file.Id], cancellation)).Contains(file.Id))
            throw new ForbiddenException();
        return file;
    }
}
