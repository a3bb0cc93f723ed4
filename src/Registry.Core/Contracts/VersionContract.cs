using System.Text.Json.Nodes;
using Registry.Cel;
using Registry.Cel.Types;
using Registry.Cel.Values;
using Registry.Core.Entities;
using Registry.Core.Versions;
using Registry.Schema;

namespace Registry.Core.Contracts;

/// <summary>
/// What a version says to whoever installs it, compiled: schemas and expressions. Immutable. Evaluating reads nothing but its arguments.
/// </summary>
public sealed class VersionContract
{
    private const string Package = "pkg";

    private const string Entities = "entities";

    private const string InputsField = "inputs";

    // Blocks are for optimizers; nobody writes them.
    private static readonly CelOptions s_options = new() { Extensions = CelExtensions.All & ~CelExtensions.Blocks };

    private readonly CelProgram? _inputBindings;
    private readonly CelProgram? _outputBindings;
    private readonly ContractNames _names;

    private VersionContract(ValueSchema? inputs, CelProgram? inputBindings, ValueSchema? outputs, CelProgram? outputBindings, ContractNames names) =>
        (Inputs, _inputBindings, Outputs, _outputBindings, _names) = (inputs, inputBindings, outputs, outputBindings, names);

    /// <summary>The schema of what an install needs; <see langword="null"/> when it needs nothing.</summary>
    public ValueSchema? Inputs { get; }

    /// <summary>The schema of what an install shows; <see langword="null"/> when it shows nothing.</summary>
    public ValueSchema? Outputs { get; }

    /// <summary>Compiles the contract of a version.</summary>
    /// <param name="content">The version.</param>
    /// <param name="outputsOf">The schema of the outputs of a dependency, where it is known already; <see langword="null"/> leaves them to the values.</param>
    /// <param name="faults">Takes all that is wrong.</param>
    /// <returns>The contract; <see langword="null"/> when there are faults.</returns>
    public static VersionContract? Compile(VersionContent content, Func<EntityName, ValueSchema?> outputsOf, ICollection<ContractFault> faults)
    {
        var before = faults.Count;
        var compiler = new ContractCompiler(faults);
        var names = new ContractNames(content.Dependencies);
        var inputs = compiler.Schema("/inputs/schema", content.Inputs?.Schema);
        var outputs = compiler.Schema("/outputs/schema", content.Outputs?.Schema);
        if (faults.Count > before) return null;

        var given = inputs is null ? CelType.Object("pkg.inputs", new Dictionary<string, CelField>(StringComparer.Ordinal)) : ContractTypes.Of(inputs, "pkg.inputs");
        var package = CelType.Object(Package, new Dictionary<string, CelField>(StringComparer.Ordinal) { [InputsField] = new(given) });
        var inputBindings = compiler.Bindings("/inputs/bindings", content.Inputs?.Bindings, new CelEnvironment(new Dictionary<string, CelType>(StringComparer.Ordinal) { [Package] = package }, s_options));
        if (inputBindings is not null) compiler.DemandMap("/inputs/bindings", inputBindings);

        // What is wrong with the inputs is not told a second time where the outputs use them.
        var assembled = inputBindings is not null ? ContractTypes.Of(inputBindings, "entities.inputs") : content.Inputs?.Bindings is null ? given : CelType.Dyn;
        var entities = CelType.Object(Entities, names.Fields(assembled, outputsOf));
        var outputBindings = compiler.Bindings("/outputs/bindings", content.Outputs?.Bindings, new CelEnvironment(new Dictionary<string, CelType>(StringComparer.Ordinal) { [Entities] = entities }, s_options));
        if (outputBindings is not null) compiler.DemandOutputs("/outputs/bindings", outputBindings, outputs!);
        if (outputs is not null && content.Outputs!.Bindings is null && outputs.Properties.Count > 0) compiler.Complain("/outputs", "outputs without bindings; expected a map literal with a value for each property of the schema");
        return faults.Count == before ? new VersionContract(inputs, inputBindings, outputs, outputBindings, names) : null;
    }

    /// <summary>Assembles the inputs of an install.</summary>
    /// <param name="values">What the installer supplies. What is <c>readOnly</c> in it is ignored.</param>
    /// <param name="faults">Takes all that is wrong, with JSON Pointers into the values.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    /// <returns>The inputs; <see langword="null"/> when there are faults.</returns>
    public AssembledInputs? AssembleInputs(JsonObject values, ICollection<InstallFault> faults, CancellationToken cancellationToken)
    {
        if (Inputs is null)
        {
            if (values.Count == 0) return new AssembledInputs([], new CelMap([]));
            faults.Add(new InstallFault("", "the version takes no inputs; expected none"));
            return null;
        }

        try
        {
            var filled = Inputs.WithDefaults(Inputs.ForWrite(values));
            if (!InstallFault.AddAll(Inputs.Validate(filled, ValueUse.Write), faults)) return null;
            var given = ContractValues.Of(filled, Inputs);
            if (_inputBindings is null) return new AssembledInputs((JsonObject)filled!, (CelMap)given);
            var assembled = Evaluate(_inputBindings, "inputs.bindings", Package, MapOf(InputsField, given), cancellationToken);
            return new AssembledInputs((JsonObject)ContractValues.ToJson(assembled)!, assembled);
        }
        catch (UnusableJsonException unusable)
        {
            faults.Add(new InstallFault(unusable.InstancePointer, unusable.Problem));
        }
        catch (FormatException error)
        {
            faults.Add(new InstallFault("", error.Message));
        }

        return null;
    }

    /// <summary>Projects what an install shows.</summary>
    /// <param name="inputs">The assembled inputs.</param>
    /// <param name="entities">What is known of the dependencies.</param>
    /// <param name="faults">Takes all that is wrong, with JSON Pointers into the outputs.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    /// <returns>The outputs, without what is <c>writeOnly</c>; <see langword="null"/> when there are faults.</returns>
    public JsonObject? ProjectOutputs(AssembledInputs inputs, IReadOnlyDictionary<EntityName, InstalledEntity> entities, ICollection<InstallFault> faults, CancellationToken cancellationToken)
    {
        if (Outputs is null) return [];
        try
        {
            var outputs = _outputBindings is null ? [] : (JsonObject)ContractValues.ToJson(Evaluate(_outputBindings, "outputs.bindings", Entities, _names.Values(inputs.Value, entities), cancellationToken))!;
            return InstallFault.AddAll(Outputs.Validate(outputs), faults) ? (JsonObject)Outputs.ForRead(outputs)! : null;
        }
        catch (FormatException error)
        {
            var unknown = _names.Missing(entities);
            faults.Add(new InstallFault("", $"{error.Message}{(unknown.Length == 0 ? "" : $"; nothing was said of {unknown}")}"));
            return null;
        }
    }

    /// <exception cref="FormatException">The expression gives no map.</exception>
    private static CelMap Evaluate(CelProgram program, string what, string variable, CelValue value, CancellationToken cancellationToken) =>
        program.Evaluate(new Dictionary<string, CelValue>(StringComparer.Ordinal) { [variable] = value }, cancellationToken) switch
        {
            CelMap map => map,
            CelErrorValue { Error: var error } => throw new FormatException($"{what}: line {error.Line}, column {error.Column}: {error.Message}"),
            var other => throw new FormatException($"{what} gives a value of type {other.Kind.ToString().ToLowerInvariant()}; expected a map"),
        };

    private static CelMap MapOf(string key, CelValue value) => new([KeyValuePair.Create(key, value)]);
}
