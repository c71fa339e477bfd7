using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Streams.Host.Signing;

/// <summary>An Ed25519 key (RFC 8032) out of a PEM file, as <c>openssl genpkey -algorithm ed25519</c> and <c>openssl pkey -pubout</c> write them.</summary>
internal sealed class Ed25519Key : SafeHandle
{
    private const int SignatureBytes = 64;

    private Ed25519Key(nint key)
        : base(0, ownsHandle: true) => SetHandle(key);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Reads the key that signs.</summary>
    /// <exception cref="UsageException">The file is not there, or holds another kind of key.</exception>
    public static Ed25519Key Private(string file) => Read(file, "PRIVATE KEY", "openssl genpkey -algorithm ed25519");

    /// <summary>Reads the key that verifies.</summary>
    /// <exception cref="UsageException">As above.</exception>
    public static Ed25519Key Public(string file) => Read(file, "PUBLIC KEY", "openssl pkey -in PRIVATE.pem -pubout");

    /// <summary>Signs a text.</summary>
    public byte[] Sign(byte[] text)
    {
        var (signature, length) = (new byte[SignatureBytes], (nuint)SignatureBytes);
        var isDone = WithContext(context =>
            LibCrypto.BeginSigning(context, 0, 0, 0, handle) == 1 && LibCrypto.Sign(context, signature, ref length, text, (nuint)text.Length) == 1
        );
        return isDone && length == SignatureBytes ? signature : throw new CryptographicException("OpenSSL could not sign");
    }

    /// <summary>Whether a signature is of this key and text.</summary>
    public bool Verifies(byte[] text, byte[] signature) =>
        signature.Length == SignatureBytes
        && WithContext(context =>
            LibCrypto.BeginVerifying(context, 0, 0, 0, handle) == 1 && LibCrypto.Verify(context, signature, SignatureBytes, text, (nuint)text.Length) == 1
        );

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        LibCrypto.FreeKey(handle);
        return true;
    }

    private static bool WithContext(Func<nint, bool> use)
    {
        var context = LibCrypto.NewContext();
        try
        {
            return use(context);
        }
        finally
        {
            LibCrypto.FreeContext(context);
        }
    }

    private static unsafe Ed25519Key Read(string file, string label, string command)
    {
        if (!File.Exists(file))
        {
            throw new UsageException($"{file} does not exist; such a key is made by: {command}");
        }

        var text = File.ReadAllText(file);
        if (!PemEncoding.TryFind(text, out var fields) || text[fields.Label] != label)
        {
            throw new UsageException($"{file} holds no {label} in PEM; such a key is made by: {command}");
        }

        var der = Convert.FromBase64String(text[fields.Base64Data]);
        fixed (byte* begin = der)
        {
            var at = begin;
            var key = new Ed25519Key(label == "PRIVATE KEY" ? LibCrypto.ReadPrivateKey(0, &at, der.Length) : LibCrypto.ReadPublicKey(0, &at, der.Length));
            if (key.IsInvalid || LibCrypto.KindOf(key.handle) != LibCrypto.Ed25519)
            {
                key.Dispose();
                throw new UsageException($"{file} holds a key of another kind than Ed25519; such a key is made by: {command}");
            }

            return key;
        }
    }
}
