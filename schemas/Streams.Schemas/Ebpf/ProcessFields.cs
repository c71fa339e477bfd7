using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Ebpf;

/// <summary>Writes what sensors tell of processes and connections in the form that Falco gives it, so that one rule reads them all.</summary>
internal sealed class ProcessFields
{
    private readonly ByteBuffer _commandLine = new();

    /// <summary>A program by its path: executable, name, and the command line of its name and arguments.</summary>
    public void Program(ReadOnlySpan<byte> binary, ReadOnlySpan<byte> arguments, FieldSet fields)
    {
        fields.Add(Field.ProcessExecutable, binary);
        fields.Add(Field.ProcessName, Base(binary));
        fields.Add(Field.ProcessCommandLine, CommandLine(binary, arguments));
    }

    /// <summary>The program that started it.</summary>
    public void Parent(ReadOnlySpan<byte> binary, ReadOnlySpan<byte> arguments, FieldSet fields)
    {
        fields.Add(Field.ProcessParentName, Base(binary));
        if (!binary.IsEmpty)
        {
            fields.Add(Field.ProcessParentExecutable, binary);
            fields.Add(Field.ProcessParentCommandLine, CommandLine(binary, arguments));
        }
    }

    private ReadOnlySpan<byte> CommandLine(ReadOnlySpan<byte> binary, ReadOnlySpan<byte> arguments)
    {
        _commandLine.Clear();
        _commandLine.Append(Base(binary));
        if (!arguments.IsEmpty)
        {
            _commandLine.Append(" "u8);
            _commandLine.Append(arguments);
        }

        return _commandLine.Span;
    }

    /// <summary>The last part of a path.</summary>
    public static ReadOnlySpan<byte> Base(ReadOnlySpan<byte> path) => path[(path.LastIndexOf((byte)'/') + 1)..];

    /// <summary>A number, where the text is one.</summary>
    public static void Number(Field field, ReadOnlySpan<byte> text, FieldSet fields)
    {
        if (Words.TryNumber(text, out var number) && number >= 0)
        {
            fields.Add(field, number);
        }
    }

    /// <summary>The ends of a connection.</summary>
    public static void Connection(
        ReadOnlySpan<byte> source,
        ReadOnlySpan<byte> sourcePort,
        ReadOnlySpan<byte> destination,
        ReadOnlySpan<byte> destinationPort,
        FieldSet fields
    )
    {
        if (IpAddress.TryAdd(fields, Field.SourceIp, source))
        {
            Number(Field.SourcePort, sourcePort, fields);
        }

        if (IpAddress.TryAdd(fields, Field.DestinationIp, destination))
        {
            Number(Field.DestinationPort, destinationPort, fields);
        }
    }

    /// <summary>The sensor's own word for node, pod and container; of the node it knows better than the shipper.</summary>
    public static void Place(Field field, ReadOnlySpan<byte> text, FieldSet fields) => OriginName.Add(fields, field, text);
}
