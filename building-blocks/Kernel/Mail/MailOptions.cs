using System.Net.Mail;

namespace Portal.Kernel.Mail;

/// <summary>How mail is sent: the configuration section "Portal:Mail".</summary>
public sealed class MailOptions
{
    public const string Section = "Portal:Mail";

    /// <summary>"folder" keeps mail as files for an administrator to read; "smtp" sends it.</summary>
    public MailTransportKind Transport { get; set; } = MailTransportKind.Folder;

    /// <summary>Folder of the kept mail; "mail" in the data folder when empty.</summary>
    public string Folder { get; set; } = "";

    public string FromAddress { get; set; } = "portal@localhost";

    public string FromName { get; set; } = "Portal";

    public string Host { get; set; } = "";

    /// <summary>Port of the mail server; 587 for submission, 465 for TLS from the start.</summary>
    public int Port { get; set; } = 587;

    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>User name; empty to send without signing in.</summary>
    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>How long one step (connecting, signing in, sending) may take.</summary>
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>Says what is wrong with the settings, or null.</summary>
    public string? Problem()
    {
        if (!MailAddress.TryCreate(FromAddress, out _))
            return $"{Section}:FromAddress is '{FromAddress}', which is not a mail address. Set the address that the portal writes from.";
        if (Transport == MailTransportKind.Folder)
            return null;
        if (string.IsNullOrWhiteSpace(Host))
            return $"{Section}:Transport is smtp and {Section}:Host is empty. Set the mail server's name, or set the transport to folder.";
        if (Port is < 1 or > 65535)
            return $"{Section}:Port is {Port}. Set the mail server's port, 1 to 65535; usually 587.";
        return TimeoutSeconds < 1 ? $"{Section}:TimeoutSeconds is {TimeoutSeconds}. Set at least 1." : null;
    }
}

/// <summary>The ways of sending.</summary>
public enum MailTransportKind
{
    Folder,
    Smtp,
}

/// <summary>How the connection to the mail server is protected. Where protection is asked for, nothing is sent without it.</summary>
public enum MailSecurity
{
    None,
    StartTls,
    Tls,
}
