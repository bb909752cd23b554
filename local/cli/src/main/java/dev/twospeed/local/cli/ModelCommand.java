package dev.twospeed.local.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = "Train a model from a file, recommend with it, measure it, look into it; needs no environment.",
        subcommands = {
            ModelTrainCommand.class,
            ModelRecommendCommand.class,
            ModelEvaluateCommand.class,
            ModelInspectCommand.class
        },
        footer = {
            "  ./twospeed model train --interactions orders.csv.gz --out model",
            "  ./twospeed model inspect --model model"
        })
final class ModelCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what: train, recommend, evaluate or inspect");
    }
}
