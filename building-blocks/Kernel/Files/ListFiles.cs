using Carter;
using MediatR;
using Microsoft.AspNetCore.Routing;
using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>The files of a matter that the reader may open, oldest first.</summary>
[SignedIn]
public sealed class ListFiles : IRead<ListFiles.Result>
{
    public string SubjectKind { get; set; } = "";

    public Guid SubjectId { get; set; }

    public sealed record Result(IReadOnlyList<Row> Rows);

    /// <param name="HasPreview">Whether a picture of it can be asked for; there may still be none.</param>
    public sealed record Row(Guid Id, string Name, string MediaType, long Size, Audience Audience, DateTimeOffset At, Guid? PersonId, bool HasPreview);
}

internal sealed class ListFilesHandler(FileStore files, IEnumerable<ISubjectOwner> owners) : IRequestHandler<ListFiles, ListFiles.Result>
{
    public async Task<ListFiles.Result> Handle(ListFiles request, CancellationToken cancellation)
    {
        var owner = owners.FirstOrDefault(it => it.SubjectKind == request.SubjectKind) ?? throw new NotFoundException();
        await owner.DemandSeenAsync(request.SubjectId, cancellation);
        var rows = await files.OfAsync(request.SubjectKind, request.SubjectId, cancellation);
        var readable = await owner.ReadableAsync([.. rows.Select(file => file.Id)], cancellation);
        return new([.. rows.Where(file => readable.Contains(file.Id)).Select(file => new ListFiles.Row(file.Id, file.Name, file.MediaType, file.Size, file.Audience, file.At, file.PersonId, FilePreviews.CanBeOf(file.MediaType, file.Size)))]);
    }
}

public sealed class ListFilesEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ListFiles, ListFiles.Result>("files/{subjectKind}/{subjectId:guid}");
}
