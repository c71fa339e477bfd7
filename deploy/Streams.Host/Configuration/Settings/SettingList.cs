namespace Streams.Host.Configuration.Settings;

/// <summary>All settings: what the binder takes, the page lists, editors know and <c>config init</c> writes.</summary>
internal static class SettingList
{
    /// <summary>The settings of options, with their values.</summary>
    public static IEnumerable<Setting> Of(object options, string path = "")
    {
        foreach (var member in OptionsShape.Of(options))
        {
            var (at, value) = (OptionsShape.Join(path, member.Name), member.Get(options));
            if (member.Type is not null)
            {
                yield return new Setting(at, member, value);
                continue;
            }

            foreach (var setting in Of(value!, at)) // an options record has its sections
            {
                yield return setting;
            }
        }
    }
}
