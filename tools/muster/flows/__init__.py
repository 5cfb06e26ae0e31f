"""What a user asks for, from the question to the answer: adapters, rules and engine in their order."""
