using System.Reflection;
using System.Runtime.CompilerServices;
using Portal.Contracts;
using Portal.Kernel;
using Portal.PluginSdk;

namespace Portal.Architecture.Tests;

/// <summary>The assemblies of the product and the types in them that people wrote.</summary>
internal static class House
{
    public static Assembly Sdk { get; } = typeof(CostNode).Assembly;

    public static Assembly Contracts { get; } = typeof(IEvent).Assembly;

    public static Assembly Kernel { get; } = typeof(IModule).Assembly;

    public static Assembly Host { get; } = Assembly.Load("Portal.Host");

    public static Assembly Printing { get; } = Assembly.Load("Portal.Plugin.Printing");

    public static IReadOnlyList<Assembly> Modules { get; } =
        [.. new[] { "Accounts", "Workflow", "Catalog", "Inquiries", "Orders" }.Select(name => Assembly.Load($"Portal.{name}"))];

    public static IEnumerable<Assembly> All => [Sdk, Contracts, Kernel, Host, Printing, .. Modules];

    public static IEnumerable<Type> Written(this Assembly assembly) =>
        assembly.GetTypes().Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), false) && !type.Name.Contains('<') && type.Namespace?.StartsWith("Portal", StringComparison.Ordinal) == true);
}
