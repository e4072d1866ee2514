using System.Reflection;
using System.Xml.Linq;

namespace Portal.Architecture.Tests;

/// <summary>Public types that others build on say what they mean.</summary>
public sealed class DocumentationTests
{
    public static TheoryData<string> Documented() => ["Portal.PluginSdk", "Portal.Contracts", "Portal.Kernel"];

    [Theory]
    [MemberData(nameof(Documented))]
    public void Public_types_have_doc_comments(string name)
    {
        var assembly = Assembly.Load(name);
        var documented = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member").Select(member => (string?)member.Attribute("name")).ToHashSet();
        var types = assembly.GetExportedTypes().Where(type => !type.IsNested && type.Namespace?.EndsWith(".Ui", StringComparison.Ordinal) != true && type.Namespace?.Contains("Migrations") != true
            && !type.IsAssignableTo(typeof(Carter.ICarterModule)) && type.Name != "_Imports" && type.Name != "First").ToList();
        types.Count.ShouldBeGreaterThan(10);
        types.Where(type => !documented.Contains($"T:{type.FullName}")).Select(type => type.Name).ShouldBeEmpty();
    }
}
