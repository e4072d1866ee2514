using System.Reflection;
using NetArchTest.Rules;

namespace Portal.Architecture.Tests;

/// <summary>Who may know whom.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void Modules_do_not_know_each_other()
    {
        House.Modules.Count.ShouldBe(5);
        foreach (var module in House.Modules)
        {
            var others = House.Modules.Where(other => other != module).Select(other => other.GetName().Name!).ToArray();
            var types = Types.InAssembly(module);
            types.GetTypes().Count().ShouldBeGreaterThan(10, $"{module.GetName().Name} was looked at");
            types.ShouldNot().HaveDependencyOnAny(others).GetResult().IsSuccessful.ShouldBeTrue($"{module.GetName().Name} knows another module");
            References(module).Intersect(others).ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_plugin_sees_the_sdk_alone() =>
        References(House.Printing).Where(name => name.StartsWith("Portal", StringComparison.Ordinal)).ShouldBe(["Portal.PluginSdk"]);

    [Fact]
    public void Sdk_and_contracts_stand_on_the_framework_alone()
    {
        References(House.Sdk).ShouldAllBe(name => name.StartsWith("System", StringComparison.Ordinal));
        References(House.Contracts).ShouldAllBe(name => name.StartsWith("System", StringComparison.Ordinal) || name == "Portal.PluginSdk");
        References(House.Contracts).ShouldContain("Portal.PluginSdk");
    }

    [Fact]
    public void The_kernel_knows_no_module() => References(House.Kernel).Intersect(House.Modules.Select(module => module.GetName().Name)).ShouldBeEmpty();

    [Fact]
    public void The_host_names_module_types_in_its_catalogue_only()
    {
        // Accounts is part of every installation: the host prints its first set-up link and asks its administrator's right.
        string[] allowed = ["Portal.Accounts.SetUpLink", "Portal.Accounts.AccountsPermissions"];
        var modules = House.Modules.Where(module => module.GetName().Name != "Portal.Accounts").Select(module => module.GetName().Name!).ToArray();
        var types = Types.InAssembly(House.Host).That().DoNotHaveName("ModuleCatalog");
        types.GetTypes().Count().ShouldBeGreaterThan(10);
        types.ShouldNot().HaveDependencyOnAny(modules).GetResult().IsSuccessful.ShouldBeTrue();
        allowed.ShouldAllBe(name => House.Modules.Any(module => module.GetType(name) != null));
    }

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);
}
