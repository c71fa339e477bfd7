using Streams.Schemas.Settings;

namespace Streams.Host.Configuration.Settings.Types;

/// <summary>Which type of setting a property's type is.</summary>
internal static class SettingTypes
{
    /// <summary>The type; null where it is a section.</summary>
    public static SettingType? Of(Type type, SettingAttribute setting)
    {
        if (Scalar(type, setting) is { } scalar)
        {
            return scalar;
        }

        var arguments = type.IsGenericType ? type.GetGenericArguments() : [];
        return arguments switch
        {
            [var only] when type.IsAssignableFrom(typeof(List<>).MakeGenericType(only)) => new ListType(only, Known(only, setting)),
            [var key, var value] => new MapType(
                key,
                value,
                Known(value, new SettingAttribute { Least = setting.Least, Most = setting.Most }),
                setting.Choices,
                setting.NamesAll
            ),
            _ => null,
        };
    }

    private static ScalarType Known(Type type, SettingAttribute setting) =>
        Scalar(type, setting) ?? throw new NotSupportedException($"{type} cannot be a setting");

    private static ScalarType? Scalar(Type type, SettingAttribute setting) =>
        type == typeof(string) ? new TextType(setting.Choices)
        : type == typeof(bool) ? new TruthType()
        : type == typeof(TimeSpan) ? new DurationType(setting.Least, setting.Most)
        : type == typeof(Uri) ? new AddressType()
        : type == typeof(TimeZoneInfo) ? new ZoneType()
        : type == typeof(int) || type == typeof(short) || type == typeof(long) || type == typeof(double) ? new NumberType(type, setting.Least, setting.Most)
        : null;
}
