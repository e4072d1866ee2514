using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Portal.Contracts;
using Portal.Kernel.Mail;

namespace Portal.Kernel;

/// <summary>Handles an event of another module, as the system, in one transaction with the delivery itself: what it writes happens exactly once.</summary>
public interface IConsumer<in TEvent>
    where TEvent : IEvent
{
    Task HandleAsync(TEvent happened, CancellationToken cancellation);
}

internal sealed record ConsumerRegistration(string Name, Type Event, Type Handler, string Module)
{
    /// <summary>Whose workers deliver to it: mails have their own, for a mail server may let each wait for its whole patience, and orders must not stand in line behind that.</summary>
    public string Lane { get; } = Event == typeof(LetterWritten) ? "mail" : "events";

    private readonly MethodInfo _handle = typeof(IConsumer<>).MakeGenericType(Event).GetMethod(nameof(IConsumer<IEvent>.HandleAsync))!;

    public Task InvokeAsync(IServiceProvider services, object happened, CancellationToken cancellation) =>
        (Task)_handle.Invoke(services.GetRequiredService(Handler), [happened, cancellation])!;
}

/// <summary>Which consumers the enabled modules have for which event.</summary>
public sealed class ConsumerRegistry
{
    private readonly Dictionary<Type, List<ConsumerRegistration>> _byEvent = [];
    private readonly Dictionary<string, ConsumerRegistration> _byName = [];

    internal IEnumerable<ConsumerRegistration> Of(Type happened) => _byEvent.TryGetValue(happened, out var list) ? list : [];

    /// <summary>The consumers this host can deliver to, by lane.</summary>
    internal ILookup<string, string> Lanes => _byName.Values.ToLookup(consumer => consumer.Lane, consumer => consumer.Name);

    internal ConsumerRegistration? Named(string name) => _byName.GetValueOrDefault(name);

    internal void Add(Type handler, string module)
    {
        foreach (var door in handler.GetInterfaces().Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IConsumer<>)))
        {
            var happened = door.GetGenericArguments()[0];
            var registration = new ConsumerRegistration($"{module}/{handler.Name}/{happened.Name}", happened, handler, module);
            (_byEvent.TryGetValue(happened, out var list) ? list : _byEvent[happened] = []).Add(registration);
            _byName.Add(registration.Name, registration);
        }
    }
}
