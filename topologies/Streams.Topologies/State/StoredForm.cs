using Streams.Engine.Hosting;
using Streams.Schemas.Avro;

namespace Streams.Topologies.State;

/// <summary>The version of a stored form.</summary>
internal static class StoredForm
{
    /// <summary>The first form bore no version.</summary>
    public const int First = 0;

    /// <summary>Refuses a form that a later version of the program has written.</summary>
    /// <param name="what">What is stored.</param>
    /// <param name="form">Its version.</param>
    /// <param name="newest">The newest that is known.</param>
    /// <exception cref="StateRefusedException">It is newer.</exception>
    public static void Check(string what, long form, long newest)
    {
        if (form < First || form > newest)
        {
            throw new StateRefusedException(
                $"{what} was stored in form {form}, and this version of Streams knows none above {newest}: a later version wrote it; mend: run that version again, or import what was exported before the upgrade (streams state import)"
            );
        }
    }

    /// <summary>Why bytes that begin with a schema cannot be read: a later version's are refused like any stored form, all others are a bug.</summary>
    /// <param name="bytes">What is stored.</param>
    /// <param name="what">What it should be.</param>
    public static Exception Unreadable(ReadOnlySpan<byte> bytes, string what) =>
        LaterForm.Refuse(bytes) is { } later ? new StateRefusedException($"{what}: {later}") : new InvalidDataException($"{what} cannot be read");
}
