# Answers each line `A<TAB>B` with the order that Elixir's Version gives.
signs = %{lt: "<", eq: "=", gt: ">"}

for line <- IO.stream(:stdio, :line) do
  [a, b] = line |> String.trim_trailing("\n") |> String.split("\t")

  case {Version.parse(a), Version.parse(b)} do
    {{:ok, a}, {:ok, b}} -> IO.puts(signs[Version.compare(a, b)])
    _ -> IO.puts("?")
  end
end
