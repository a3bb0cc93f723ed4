using System.Text.Json.Nodes;
using Registry.Core.Entities;
using Registry.Core.Rules;

namespace Registry.Core.Installs;

/// <summary>What an installer says of dependencies that are installed already: <c>{"acme/identity": {"href": …, "outputs": {…}}}</c>.</summary>
public static class GivenEntityFormat
{
    /// <summary>Reads it.</summary>
    /// <param name="entities">Entities, and what is known of each.</param>
    /// <param name="file">Path for complaints; <see langword="null"/> when there is no file.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static IReadOnlyDictionary<EntityName, GivenEntity> Read(JsonObject entities, string? file, ICollection<Problem> problems)
    {
        Dictionary<EntityName, GivenEntity> given = [];
        foreach (var (name, value) in entities)
        {
            if (!EntityName.TryParse(name, out var entity)) Add($"'{name}' is no entity; expected namespace/name");
            else if (value is not JsonObject fields) Add($"what is said of {name} is no mapping; expected {{href, outputs}}");
            else if (Read(name, fields, Add) is { } known) given.Add(entity, known);
        }

        return given;

        void Add(string message) => problems.Add(new Problem(RegistryRules.InstallInputs, file, message));
    }

    private static GivenEntity? Read(string name, JsonObject fields, Action<string> complain)
    {
        string? href = null;
        JsonObject? outputs = null;
        foreach (var (key, value) in fields)
        {
            if (key == "href" && value is JsonValue text && text.TryGetValue<string>(out var address)) href = address;
            else if (key == "outputs" && value is JsonObject shown) outputs = shown;
            else
            {
                complain($"'{key}' of {name}; expected 'href' with a string, and 'outputs' with a mapping");
                return null;
            }
        }

        return new GivenEntity(href, outputs);
    }
}
