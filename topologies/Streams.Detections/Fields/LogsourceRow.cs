using System.Text;
using Streams.Detections.Yaml;
using Streams.Schemas.Events;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Fields;

/// <summary>A row of the table of logsources.</summary>
internal sealed class LogsourceRow
{
    private readonly string?[] _names;
    private readonly EventType[] _types;
    private readonly byte[] _program;

    /// <summary>Programs whose events belong to it whatever their type.</summary>
    private readonly byte[][] _also;

    public LogsourceRow(YamlMappingNode row)
    {
        _names = [row.Text("category"), row.Text("product"), row.Text("service")];
        Sources =
        [
            .. row.Texts("sources")
                .Select(s => EventSources.TryParse(s, out var source) ? source : throw new InvalidDataException($"fields.yml: {s} is no source")),
        ];
        Proving = row.Texts("proving").Count() is 0 ? Sources : [.. Sources.Where(s => row.Texts("proving").Contains(s.Name()))];
        _types = [.. row.Texts("types").Select(t => Enum.Parse<EventType>(t.Replace("_", "", StringComparison.Ordinal), ignoreCase: true))];
        _also = [.. row.Texts("also").Select(Encoding.UTF8.GetBytes)];
        _program = Encoding.UTF8.GetBytes(row.Text("program") ?? "");
    }

    public EventSource[] Sources { get; }

    /// <summary>Those that must have been heard where nothing of the kind came; the others tell of it by the way, where they are set up to.</summary>
    public EventSource[] Proving { get; }

    public bool Fits(string?[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (_names[i] is { } name && !string.Equals(name, names[i], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    public bool Accepts(ParsedEvent parsed) =>
        ((_types.Length == 0 || Array.IndexOf(_types, parsed.Type) >= 0) && (_program.Length == 0 || IsOfProgram(parsed.Fields.Text(Field.SyslogAppName))))
        || (_also.Length > 0 && IsAlso(parsed.Fields.Text(Field.SyslogAppName)));

    private bool IsAlso(ReadOnlySpan<byte> app)
    {
        foreach (var program in _also)
        {
            if (app.SequenceEqual(program))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The program, or a part of it that logs under its own name: OpenSSH 9.8 writes as <c>sshd-session</c>.</summary>
    private bool IsOfProgram(ReadOnlySpan<byte> app) =>
        app.StartsWith(_program)
        && (app.Length == _program.Length || app[_program.Length..].SequenceEqual("-session"u8) || app[_program.Length..].SequenceEqual("-auth"u8));
}
