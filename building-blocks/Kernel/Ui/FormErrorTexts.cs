using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace Portal.Kernel;

/// <summary>What a person is told at the form when its request is turned down.</summary>
public static class FormErrorTexts
{
    /// <returns>Field and message pairs, or null for what is no one's slip.</returns>
    public static IReadOnlyList<(string Field, string Message)>? Read(Exception exception, Texts texts) => exception switch
    {
        ValidationException invalid => [.. invalid.Errors.Select(error => (error.PropertyName, error.ErrorMessage))],
        RuleBroken rule => [(rule.Field, texts.Say(rule.Phrase))],
        ChangedMeanwhile changed => [(changed.Field, texts.Say(changed.Phrase))],
        DbUpdateConcurrencyException => [("", texts["error.conflict"])],
        IdempotencyMismatchException => [("", texts["error.alreadySent"])],
        _ => null,
    };
}
