using Portal.Accounts;
using Portal.Kernel;

namespace Portal.Host;

internal static class AdminMenu
{
    public static MenuItem[] Items { get; } =
    [
        new("admin", "/administration", "settings", 90, AccountsPermissions.Administer),
    ];
}
