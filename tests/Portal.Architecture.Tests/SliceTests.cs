using System.Reflection;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Components;
using Portal.Kernel;

namespace Portal.Architecture.Tests;

/// <summary>What every slice keeps to.</summary>
public sealed class SliceTests
{
    private static readonly string[] TiredWords = ["Dto", "Manager", "Helper", "Helpers", "Utils", "Util", "Impl", "Vm", "ViewModel", "Command", "Query"];

    private static IEnumerable<Assembly> WithSlices => [House.Kernel, House.Host, .. House.Modules];

    [Fact]
    public void Every_request_declares_exactly_one_access()
    {
        var requests = WithSlices.SelectMany(House.Written).Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IBaseRequest))).ToList();
        requests.Count.ShouldBeGreaterThan(25);
        requests.Where(type => type.GetCustomAttributes<AccessAttribute>().Count() != 1).ShouldBeEmpty();
        requests.Where(type => !type.GetInterfaces().Any(door => door.IsGenericType && (door.GetGenericTypeDefinition() == typeof(IRead<>) || door.GetGenericTypeDefinition() == typeof(IWrite<>))))
            .ShouldBeEmpty("a request says whether it reads or writes");
    }

    [Fact]
    public void Every_page_declares_exactly_one_access()
    {
        var pages = WithSlices.SelectMany(House.Written).Where(type => type.IsDefined(typeof(RouteAttribute))).ToList();
        pages.Count.ShouldBeGreaterThan(15);
        pages.Where(type => type.GetCustomAttributes<AccessAttribute>().Count() != 1).ShouldBeEmpty();
    }

    [Fact]
    public void Handlers_and_validators_are_nobody_elses_business()
    {
        var inner = WithSlices.SelectMany(House.Written).Where(type => type is { IsClass: true, IsAbstract: false } && (IsHandler(type) || type.IsAssignableTo(typeof(IValidator)))).ToList();
        inner.Count.ShouldBeGreaterThan(40);
        inner.Where(type => !type.IsSealed || type.IsVisible).ShouldBeEmpty();
    }

    [Fact]
    public void Every_request_has_one_handler()
    {
        var handled = WithSlices.SelectMany(House.Written).Where(IsHandler)
            .SelectMany(type => type.GetInterfaces().Where(IsHandlerDoor).Select(door => door.GetGenericArguments()[0])).ToList();
        var requests = WithSlices.SelectMany(House.Written).Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IBaseRequest))).ToList();
        requests.Count.ShouldBeGreaterThan(25);
        handled.ShouldBeUnique();
        requests.Except(handled).ShouldBeEmpty();
    }

    [Fact]
    public void Names_are_the_trades_own()
    {
        var names = House.All.SelectMany(House.Written).ToList();
        names.Count.ShouldBeGreaterThan(300);
        names.Where(type => TiredWords.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    private static bool IsHandler(Type type) => type is { IsClass: true, IsAbstract: false } && type.GetInterfaces().Any(IsHandlerDoor);

    private static bool IsHandlerDoor(Type door) => door.IsGenericType && door.GetGenericTypeDefinition() == typeof(IRequestHandler<,>);
}
