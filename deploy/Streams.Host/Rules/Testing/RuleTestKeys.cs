using System.Runtime.Serialization;
using YamlDotNet.Serialization;

namespace Streams.Host.Rules.Testing;

/// <summary>The keys of a rule's tests. One that is none is told with those that there are, in the words of the file.</summary>
internal sealed class RuleTestKeys(ITypeInspector keys) : ITypeInspector
{
    public IEnumerable<IPropertyDescriptor> GetProperties(Type type, object? container) => keys.GetProperties(type, container);

    public IPropertyDescriptor GetProperty(Type type, object? container, string name, bool ignoreUnmatched, bool caseInsensitivePropertyMatching) =>
        GetProperties(type, container).FirstOrDefault(p => p.Name == name)
        ?? throw new SerializationException(
            $"'{name}' is no key here: there are {string.Join(", ", GetProperties(type, container).Select(p => p.Name).Order(StringComparer.Ordinal))}"
        );

    public string GetEnumName(Type enumType, string name) => keys.GetEnumName(enumType, name);

    public string GetEnumValue(object enumValue) => keys.GetEnumValue(enumValue);

    public bool HasParseMethod(Type type) => keys.HasParseMethod(type);

    public object? Parse(string value, Type expectedType) => keys.Parse(value, expectedType);
}
