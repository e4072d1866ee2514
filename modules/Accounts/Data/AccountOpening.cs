using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Portal.Accounts;

/// <summary>Opens what a person needs to come in: account, membership, token.</summary>
internal sealed class AccountOpening(AccountsDb db, UserManager<Account> accounts, TimeProvider clock)
{
    /// <exception cref="RuleBroken">The address is taken or the password too weak.</exception>
    public async Task<Membership> OpenAsync(Person person, Guid companyId, string password, IReadOnlyList<string> roles, string? department = null)
    {
        db.People.Add(person);
        var membership = new Membership { CompanyId = companyId, PersonId = person.Id, Roles = [.. roles], Department = department };
        db.Memberships.Add(membership);
        var result = await accounts.CreateAsync(new Account { Id = person.Id, UserName = person.Email, Email = person.Email, EmailConfirmed = true }, password);
        if (!result.Succeeded)
            throw new RuleBroken(result.Errors.Any(error => error.Code.StartsWith("Password", StringComparison.Ordinal)) ? "Password" : "Email",
                result.Errors.Any(error => error.Code.StartsWith("Password", StringComparison.Ordinal)) ? new Phrase("accounts.passwordTooShort", PasswordRules.Shortest) : new Phrase("accounts.emailTaken", person.Email));
        db.Touch(Directory.Topic);
        await db.SaveChangesAsync();
        return membership;
    }

    /// <returns>The token itself, shown once.</returns>
    public string AddToken(Membership membership, string name, int days)
    {
        var token = "ptl_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        db.Tokens.Add(new ApiToken
        {
            CompanyId = membership.CompanyId,
            MembershipId = membership.Id,
            Name = name,
            Hash = SHA256.HashData(Encoding.UTF8.GetBytes(token)),
            CreatedAt = clock.GetUtcNow(),
            ExpiresAt = clock.GetUtcNow().AddDays(days),
        });
        return token;
    }
}
