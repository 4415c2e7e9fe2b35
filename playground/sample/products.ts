/** What the sample company sells, in US dollars. Prices are multiples of 20 cents: a discount of 5 % then leaves whole cents. */
export const products = [
  { name: "Trail Tent 2P", category: "Camping", price: 249.4, cost: 131.2 },
  { name: "Summit Backpack", category: "Packs", price: 139.8, cost: 64.1 },
  { name: "Down Sleeping Bag", category: "Camping", price: 189, cost: 97.75 },
  { name: "Carbon Poles", category: "Hiking", price: 89.6, cost: 38.4 },
  { name: "Rain Shell", category: "Clothing", price: 159, cost: 71.3 },
  { name: "Merino Base Layer", category: "Clothing", price: 74.2, cost: 29.85 },
  { name: "Gas Stove", category: "Camping", price: 54.4, cost: 22.6 },
  { name: "Headlamp 400", category: "Hiking", price: 39.8, cost: 14.2 },
] as const
