namespace Portal.Tests.Http;

/// <summary>The folder the tests were built in.</summary>
internal static class Repository
{
    public static string Folder { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests must lie in the repository, and no Portal.sln was found above them.");
    }
}
