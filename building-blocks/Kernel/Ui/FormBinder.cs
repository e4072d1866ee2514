using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>
/// Reads a posted form into a request by the reader's culture. The framework's own binder reads numbers invariantly (a Polish 12,50 becomes 1250
/// without a word), so it is not used. Fields that were not posted keep their value.
/// </summary>
public static class FormBinder
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, PropertyInfo>> Fields = [];

    public static void Bind(object model, IFormCollection form, FormState state, Texts texts)
    {
        foreach (var property in FieldsOf(model.GetType()).Values.Where(property => property.CanWrite))
        {
            if (!form.TryGetValue(property.Name, out var values))
                continue;
            state.Typed(property.Name, values.LastOrDefault() ?? "");
            if (Read(values, property.PropertyType, out var value, out var problem))
                property.SetValue(model, value);
            else
                state.AddError(property.Name, texts.Say(problem!));
        }
    }

    /// <summary>The fields of a request by name, kept: what the runtime finds of a type it forgets again at its next collection, code and all.</summary>
    internal static IReadOnlyDictionary<string, PropertyInfo> FieldsOf(Type request) =>
        Fields.GetOrAdd(request, static type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public).ToDictionary(property => property.Name));

    private static bool Read(StringValues values, Type type, out object? value, out Phrase? problem)
    {
        problem = null;
        if (type != typeof(string) && type.IsAssignableTo(typeof(IList)) && type.IsGenericType)
        {
            var list = (IList)Activator.CreateInstance(type)!;
            foreach (var item in values.Where(item => !string.IsNullOrWhiteSpace(item)))
            {
                if (!ReadOne(item!, type.GetGenericArguments()[0], out var element, out problem))
                {
                    value = null;
                    return false;
                }

                list.Add(element);
            }

            value = list;
            return true;
        }

        if (type == typeof(bool))
        {
            // A hidden "false" goes before the box, so that an unticked one is posted too.
            value = values.Contains("true");
            return true;
        }

        var text = values.LastOrDefault()?.Trim() ?? "";
        var bare = Nullable.GetUnderlyingType(type);
        if (text.Length == 0 && (bare is not null || type == typeof(string)))
        {
            value = bare is null ? "" : null;
            return true;
        }

        return ReadOne(text, bare ?? type, out value, out problem);
    }

    private static bool ReadOne(string text, Type type, out object? value, out Phrase? problem)
    {
        problem = null;
        value = type switch
        {
            _ when type == typeof(string) => text,
            _ when type == typeof(decimal) => TypedNumber.Read(text, CultureInfo.CurrentCulture, out problem),
            _ when type == typeof(int) => TypedNumber.Read(text, CultureInfo.CurrentCulture, out problem) is { } number && number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue ? (int)number : null,
            _ when type == typeof(DateOnly) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || DateOnly.TryParse(text, CultureInfo.CurrentCulture, out day) ? day : null,
            _ when type == typeof(Guid) => Guid.TryParse(text, out var id) ? id : null,
            _ when type.IsEnum => Enum.TryParse(type, text, out var item) && Enum.IsDefined(type, item) ? item : null,
            _ => throw new NotSupportedException($"A form can't read a {type.Name}."),
        };
        if (value is null)
            problem ??= new Phrase(type == typeof(int) ? "number.whole" : "field.unreadable", text);
        return value is not null;
    }
}
