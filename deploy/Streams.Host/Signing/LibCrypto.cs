using System.Runtime.InteropServices;

namespace Streams.Host.Signing;

/// <summary>What of OpenSSL 3 is needed for Ed25519, which .NET does not offer itself; the runtime needs that library for TLS as well.</summary>
internal static partial class LibCrypto
{
    /// <summary>EVP_PKEY_ED25519.</summary>
    public const int Ed25519 = 1087;
    private const string Name = "libcrypto.so.3";

    [LibraryImport(Name, EntryPoint = "d2i_AutoPrivateKey")]
    public static unsafe partial nint ReadPrivateKey(nint into, byte** from, nint length);

    [LibraryImport(Name, EntryPoint = "d2i_PUBKEY")]
    public static unsafe partial nint ReadPublicKey(nint into, byte** from, nint length);

    [LibraryImport(Name, EntryPoint = "EVP_PKEY_get_id")]
    public static partial int KindOf(nint key);

    [LibraryImport(Name, EntryPoint = "EVP_PKEY_free")]
    public static partial void FreeKey(nint key);

    [LibraryImport(Name, EntryPoint = "EVP_MD_CTX_new")]
    public static partial nint NewContext();

    [LibraryImport(Name, EntryPoint = "EVP_MD_CTX_free")]
    public static partial void FreeContext(nint context);

    [LibraryImport(Name, EntryPoint = "EVP_DigestSignInit")]
    public static partial int BeginSigning(nint context, nint keyContext, nint digest, nint engine, nint key);

    [LibraryImport(Name, EntryPoint = "EVP_DigestSign")]
    public static partial int Sign(nint context, [Out] byte[] signature, ref nuint length, byte[] text, nuint textLength);

    [LibraryImport(Name, EntryPoint = "EVP_DigestVerifyInit")]
    public static partial int BeginVerifying(nint context, nint keyContext, nint digest, nint engine, nint key);

    [LibraryImport(Name, EntryPoint = "EVP_DigestVerify")]
    public static partial int Verify(nint context, byte[] signature, nuint length, byte[] text, nuint textLength);
}
