package io.ncsn.train;

/**
 * How a round went.
 *
 * @param round averagings done, this one included
 * @param rows number of rows that all replicas trained on in this round
 * @param loss mean training loss
 * @param learningRate learning rate at the end of the round
 * @param roundSeconds wall time of the round
 * @param totalSeconds wall time of all rounds so far, earlier runs included
 * @param overhead share of the round's core time outside the replicas' steps: broadcast, reduction,
 *     scheduling, waiting
 * @param parts where the round's wall time went
 */
public record RoundReport(
    int round,
    long rows,
    double loss,
    double learningRate,
    double roundSeconds,
    double totalSeconds,
    double overhead,
    RoundParts parts) {}
