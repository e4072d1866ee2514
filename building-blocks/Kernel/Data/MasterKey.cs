using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Kernel;

/// <summary>
/// The key above all others of the installation: those in the database are encrypted with it, so that a copy of the database alone opens nothing. It lies in a
/// file that only the host's own user reads, made at the first start; all hosts of one installation need the same.
/// </summary>
/// <param name="file">Made where it is missing, unless <paramref name="isGiven"/> says that somebody else keeps it.</param>
public sealed class MasterKey(string file, bool isGiven)
{
    private const int Length = 32;
    private readonly Lazy<byte[]> _key = new(() => Read(file, isGiven));

    /// <exception cref="MasterKeyException">The file is missing or holds no key.</exception>
    internal byte[] Value => _key.Value;

    private static byte[] Read(string file, bool isGiven)
    {
        if (!File.Exists(file))
        {
            if (isGiven)
                throw new MasterKeyException($"There is no master key in {file}. Put it there, or make one for a new installation: openssl rand -base64 {Length} > {file}");
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var made = new StreamWriter(file, System.Text.Encoding.ASCII, options);
            made.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)));
        }

        try
        {
            return Convert.FromBase64String(File.ReadAllText(file).Trim()) is { Length: Length } key ? key : throw new FormatException();
        }
        catch (FormatException)
        {
            throw new MasterKeyException($"{file} holds no master key: it should be {Length} bytes in base64.");
        }
    }
}

/// <summary>The installation's keys can't be opened; the message says why and what to do.</summary>
public sealed class MasterKeyException(string message) : Exception(message);

internal sealed class MasterKeyEncryptor(MasterKey master) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement("encrypted", Convert.ToBase64String(PersonKeys.Seal(master.Value, Guid.Empty, System.Text.Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting))))),
        typeof(MasterKeyDecryptor));
}

/// <summary>Made by data protection, which knows it by the name that stands beside what is encrypted: keep it.</summary>
public sealed class MasterKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        try
        {
            return XElement.Parse(System.Text.Encoding.UTF8.GetString(PersonKeys.Open(services.GetRequiredService<MasterKey>().Value, Guid.Empty, Convert.FromBase64String(encryptedElement.Value))));
        }
        catch (CryptographicException)
        {
            throw new MasterKeyException("The keys in the database were encrypted with another master key. Put the one of this installation in its place (Portal:MasterKeyFile, or master.key in the data folder); it is in every backup.");
        }
    }
}
